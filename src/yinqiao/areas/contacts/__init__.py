"""Room: the people to call in a retiree's stead: relatives, proxies, neighbours."""
