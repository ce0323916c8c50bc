"""Room: the agreement under which an enterprise hands its retirees over: negotiated, signed, filed, fulfilled."""
