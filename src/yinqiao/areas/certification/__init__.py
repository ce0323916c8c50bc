"""Certification: whether a pensioner is certified in time, how, by whom, and who is to be helped. (资格认证)"""
