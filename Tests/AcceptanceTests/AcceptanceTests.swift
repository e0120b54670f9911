import Testing

/// The program as its users meet it, one run at a time: some runs are timed.
@Suite(.serialized) enum AcceptanceTests {}
