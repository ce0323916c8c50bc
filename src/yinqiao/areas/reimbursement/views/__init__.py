"""Pages of reimbursement."""
