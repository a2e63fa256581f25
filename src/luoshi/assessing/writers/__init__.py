"""Frames out: csv, JSON Lines and Parquet for programs, workbooks and terminal tables for people.

`frames` writes a frame as it is; `assessment`, `league` and `questions` write what one command found. Everything is
written aside and renamed when whole.
"""
