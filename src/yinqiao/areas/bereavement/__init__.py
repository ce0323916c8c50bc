"""丧葬悼念: what is to be done after a death, by whom, until when; condolence visits."""
