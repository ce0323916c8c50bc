"""Electronic seals: one interface, a certificate by configuration, in the demo a stand-in named as such.

Where there is neither, documents are printed and stamped. Enter by `sealers.sealer` and `checking.soundness`: the
settings read this package before Django is ready.
"""
