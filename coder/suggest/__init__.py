"""The rules of suggesting: the term language, and terms compared with analysed words."""
