"""Nothing heavy is loaded before a workbook is made."""

import subprocess
import sys


def test_importing_the_writers_loads_no_workbook_library():
    code = (
        "import sys, coder.exchange.xlsx, coder.exchange.csv, coder.exchange.json_file;"
        "print(sorted({'xlsxwriter', 'openpyxl', 'spacy', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
