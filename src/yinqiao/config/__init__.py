"""The roof: settings, root urls, server entry points and the `yinqiao` command. Nobody imports it."""
