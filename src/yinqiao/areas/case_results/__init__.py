"""办理结果: the outcome of a case told to each person whom it concerns, what the person reads of it, the papers of cases."""
