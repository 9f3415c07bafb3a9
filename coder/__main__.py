"""`python -m coder` is the same as `coder`."""

from coder.cli import main

if __name__ == "__main__":
    main()
