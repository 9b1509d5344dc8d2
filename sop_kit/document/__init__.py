"""What is written: chapters, checklists, questions and pictures, made from a record and its assessment."""
