/// Taillard's 80 job shops, made anew from his generator and seeds.
///
/// E. Taillard, Benchmarks for basic scheduling problems, European Journal of Operational Research 64 (1993) 278–285: a linear
/// congruential generator (Bratley, Fox and Schrage 1983) draws the durations from 1 to 99 with one seed and shuffles the
/// machines of each job with another.
public enum TaillardInstance {
  /// The instance ta`number` as JSPLIB text.
  /// - Parameter number: 1 to 80
  public static func text(number: Int) -> String {
    precondition((1...80).contains(number), "there is no instance ta\(number)")
    let (jobs, machines) = sizes[(number - 1) / 10]
    let seed = seeds[number - 1]
    var times = Generator(state: seed.time)
    let durations = (0..<jobs * machines).map { _ in times.uniform(1, 99) }
    var shuffles = Generator(state: seed.machine)
    var lines = ["\(jobs) \(machines)"]
    for job in 0..<jobs {
      var order = Array(0..<machines)
      for i in 0..<machines { order.swapAt(i, shuffles.uniform(i, machines - 1)) }
      lines.append(
        order.enumerated().map { "\($0.element) \(durations[job * machines + $0.offset])" }
          .joined(separator: " "))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private struct Generator {
    var state: Int

    mutating func uniform(_ low: Int, _ high: Int) -> Int {
      state = state * 16_807 % 2_147_483_647
      return low + Int(Double(state) / 2_147_483_647 * Double(high - low + 1))
    }
  }

  private static let sizes = [
    (15, 15), (20, 15), (20, 20), (30, 15), (30, 20), (50, 15), (50, 20), (100, 20),
  ]

  /// The published seeds, in the order of the instances.
  private static let seeds: [(time: Int, machine: Int)] = [
    (840612802, 398197754), (1314640371, 386720536), (1227221349, 316176388),
    (342269428, 1806358582), (1603221416, 1501949241), (1357584978, 1734077082),
    (44531661, 1374316395), (302545136, 2092186050), (1153780144, 1393392374),
    (73896786, 1544979948), (533484900, 317419073), (1894307698, 1474268163),
    (874340513, 509669280), (1124986343, 1209573668), (1463788335, 529048107),
    (1056908795, 25321885), (195672285, 1717580117), (961965583, 1353003786),
    (1610169733, 1734469503), (532794656, 998486810), (1035939303, 773961798),
    (5997802, 1872541150), (1357503601, 722225039), (806159563, 1166962073),
    (1902815253, 1879990068), (1503184031, 1850351876), (1032645967, 99711329),
    (229894219, 1158117804), (823349822, 108033225), (1297900341, 489486403),
    (98640593, 1981283465), (1839268120, 248890888), (573875290, 2081512253),
    (1670898570, 788294565), (1118914567, 1074349202), (178750207, 294279708),
    (1549372605, 596993084), (798174738, 151685779), (553410952, 1329272528),
    (1661531649, 1173386294), (1841414609, 1357882888), (2116959593, 1546338557),
    (796392706, 1230864158), (532496463, 254174057), (2020525633, 978943053),
    (524444252, 185526083), (1569394691, 487269855), (1460267840, 1631446539),
    (198324822, 1937476577), (38071822, 1541985579), (17271, 718939),
    (660481279, 449650254), (352229765, 949737911), (1197518780, 166840558),
    (1376020303, 483922052), (2106639239, 955932362), (1765352082, 1209982549),
    (1105092880, 1349003108), (907248070, 919544535), (2011630757, 1845447001),
    (8493988, 2738939), (1991925010, 709517751), (342093237, 786960785),
    (1634043183, 973178279), (341706507, 286513148), (320167954, 1411193018),
    (1089696753, 298068750), (433032965, 1589656152), (615974477, 331205412),
    (236150141, 592292984), (302034063, 1203569070), (1437643198, 1692025209),
    (1792475497, 1039908559), (1647273132, 1012841433), (696480901, 1689682358),
    (1785569423, 1092647459), (117806902, 739059626), (1639154709, 1319962509),
    (2007423389, 749368241), (682761130, 262763021),
  ]
}
