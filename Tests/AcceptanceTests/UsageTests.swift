import Testing

extension AcceptanceTests {
  /// Mistakes on the command line: code 64 and a message that helps, code 66 for a missing input.
  @Suite struct UsageTests {
    @Test(arguments: [
      (["plan", "x", "--iteration", "3"], "--iterations"),
      (["plan", "x", "--iterations", "0"], "--iterations takes a number from 1, not 0"),
      (["plan", "x", "--time-limit", "-1"], "--time-limit"),
      (["plan", "x", "--engine", "cplex"], "there is no engine cplex. Engines: auto"),
      (["plan", "x", "--objective", "speed"], "weighted-tardiness"),
      (["plan", "x", "--set", "time-unit"], "--set takes key=value, not time-unit"),
      (["plan", "x", "--threads", "0"], "--threads takes a number from 1 to 1024, not 0"),
      (["plan"], "inputs"),
      (["solve", "x", "--format", "xml"], "json"),
      (["solve", "x", "--objective", "weighted-tardiness"], "--due-date-factor"),
      (["solve", "x", "--write-lp", "y.lp"], "--write-lp goes with --engine milp"),
      (["evaluate"], "plan"),
      (["reschedule", "--events", "x"], "--plan"),
      (["reschedule", "--plan", "x", "--events", "x", "--freeze", "-1"], "--freeze"),
      (["reschedule", "--plan", "x", "--events", "x", "--strategy", "magic"], "--strategy"),
      (["watch", "-"], "needs --plan"),
      (["compare"], "--plant"),
      (["compare", "x", "--engines", "spt,nonsense"], "there is no engine nonsense"),
      (["compare", "x", "--seeds", "1,b"], "--seeds takes numbers separated by commas"),
      (["bench"], "instances"),
      (["bench", "x", "--engine", "cplex"], "there is no engine cplex. Engines: auto"),
      (["bench", "x", "--seeds", "1,,2"], "--seeds takes numbers separated by commas"),
      (["bench", "x", "--at", "1,-1"], "--at takes numbers separated by commas"),
      (["bench", "x", "--time-limit", "0"], "--time-limit"),
      (["bench", "x", "--threads", "0"], "--threads takes a number from 1 to 1024, not 0"),
      (["bench", "x", "--objective", "weighted-tardiness"], "--due-date-factor"),
      (["bench", "x", "--published"], "--bounds"),
      (["generate", "taillard", "81"], "1 to 80, not 81"),
      (["generate", "plant", "--output", "x", "--orders", "0"], "--orders"),
      (["generate", "plant", "--output", "x", "--resources", "7"], "from 8 to 1000000, not 7"),
      (["plann", "x"], "plann"),
    ])
    func `a mistake is named`(_ arguments: [String], _ words: String) throws {
      let outcome = try TaktBinary.run(arguments)
      #expect(outcome.code == 64)
      #expect(outcome.stdout.isEmpty)
      #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
    }

    @Test(arguments: [
      ["plan", "nowhere"], ["solve", "nowhere.txt"], ["solve", "Instances"],
      ["evaluate", "nowhere.json", "--plant", "Instances/one-sheet"],
      ["bench", "nowhere.txt"], ["bench", "Instances/broken"],
      ["bench", "Instances/classics", "--bounds", "nowhere.csv"],
      ["bench", "Instances/classics", "--against", "nowhere.jsonl"],
      ["compare", "nowhere.txt"], ["compare", "--plant", "nowhere"],
      ["plan", "Instances/classics/../../Tools/Benchmarks"],
    ])
    func `an input that is missing is named`(_ arguments: [String]) throws {
      let outcome = try TaktBinary.run(arguments)
      #expect(outcome.code == 66)
      #expect(outcome.stdout.isEmpty)
      let named = try #require(
        arguments.last { $0.contains("nowhere") } ?? arguments.dropFirst().first { $0 != "--plant" }
      )
      #expect(outcome.stderr.contains(named))
    }
  }
}
