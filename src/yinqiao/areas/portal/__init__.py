"""Who a retiree is who signs in to the portal, and the sessions in which they read what is kept about them."""
