"""档案数字化: scans of archives matched to their catalogue, looked up under the rules of archives, extracts, loans."""
