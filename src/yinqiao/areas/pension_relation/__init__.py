"""养老保险关系转移: which of three things a person needs, where the pension will be paid, what human resources tell."""
