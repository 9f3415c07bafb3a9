"""How far coders agree: units, what each gave them, measures corrected for chance or not."""
