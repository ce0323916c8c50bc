"""服务标准: what is due to whom by service standards, what was delivered, and what a change would cost."""
