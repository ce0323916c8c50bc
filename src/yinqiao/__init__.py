"""Yinqiao (银桥): the register and the services of a city's retirees of state-owned enterprises."""
