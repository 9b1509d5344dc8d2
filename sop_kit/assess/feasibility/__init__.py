"""From ratings to verdicts: step by step, process by process, round by round, and how firm each verdict is."""
