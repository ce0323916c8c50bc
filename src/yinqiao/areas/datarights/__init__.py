"""Room: the rights of a person over the own data: requests to copy, correct and delete, and who saw or changed it."""
