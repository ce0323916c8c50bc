"""Party dues: what each member owes and why, who paid, what the branch holds and hands up. (党费收缴)"""
