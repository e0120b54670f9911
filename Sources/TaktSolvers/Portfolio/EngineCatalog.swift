/// Every engine by the name users select it with.
public enum EngineCatalog {
  /// The engines that are not a single rule.
  public static let engines = [
    "auto", "local-search", "large-neighbourhood", "bounds", "milp", "milp-textbook", "dispatch",
  ]

  /// The names `--engine` takes, in the order they are listed.
  public static var names: [String] {
    engines
      + DispatchRule.allCases.flatMap { [$0.rawValue, $0.rawValue + "-active"] }
  }

  /// The engine of that name; nil where there is none.
  public static func engine(named name: String) -> (any Engine)? {
    switch name {
    case "auto": return AutoEngine()
    case "local-search": return LocalSearchEngine()
    case "large-neighbourhood": return LargeNeighbourhoodEngine()
    case "bounds": return RefutationEngine()
    case "milp": return MILPEngine.tight
    case "milp-textbook": return MILPEngine.textbook
    case "dispatch": return DispatchEngine.all
    default:
      let active = name.hasSuffix("-active")
      guard let rule = DispatchRule(rawValue: active ? String(name.dropLast(7)) : name) else {
        return nil
      }
      return DispatchEngine(rule: rule, active: active)
    }
  }
}
