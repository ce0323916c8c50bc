"""How long things are kept: rules name the periods, a nightly job proposes, a person confirms, a record remains."""
