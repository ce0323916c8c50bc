"""企业型重点社区: key communities, the officers whom enterprises second there, what they did and what stays open."""
