"""Every published version stays: its file is kept, a register says when and why it came, the newest file what each changed.

`naming` says what a version is called and where it stands; `register` is the list in order; `compare` and `reasons` tell two files
apart; `tables` writes both into the public file; `keep` is what the build calls; `command` is `python -m etl versi`.
"""
