"""医疗费用报销: invoices of a case, found once in a city, an estimate by rule, what medical insurance decides."""
