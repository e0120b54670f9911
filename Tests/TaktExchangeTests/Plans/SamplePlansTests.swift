import TaktModel
import TaktPlanning
import TaktSolvers
import Testing

@testable import TaktExchange

/// The sample plants that can be checked by hand, and the plans they must get.
@Suite struct SamplePlansTests {
  /// A plan's lines: job order, resource, begin of setup, of the run, and end, by the clock of Monday 2026-01-05; from the eighth
  /// character on with the day.
  private func lines(
    _ name: String, _ objective: Objective = .weightedTardiness, from character: Int = 11
  ) throws -> (
    lines: [String], figures: [String: Double]
  ) {
    try lines(try Reading.imported(try Repository.instance(name)).plant, objective, from: character)
  }

  private func lines(
    _ plant: Plant, _ objective: Objective = .weightedTardiness, from character: Int = 11
  ) throws -> (lines: [String], figures: [String: Double]) {
    let result = try PlanOrders.run(
      plant, objective: objective, engine: AutoEngine(),
      budget: Budget(iterations: 10_000, threads: 1),
      board: { Board() })
    let clock = { (instant: Instant) in String(plant.zone.wall(instant).text.dropFirst(character)) }
    let lines = result.jobOrders.map { job in
      ([job.id, job.equipment] + [job.setupStart, job.start, job.end].map(clock) + job.secondary)
        .joined(separator: " ")
    }
    return (lines, PlanDocument.metrics(result.figures))
  }

  /// White goes before grey and black; grey is 20 min away, and the 60 min from grey to black go on in the noon break.
  ///
  /// The other way round, black first, would take 10 and then 90 min of setup.
  @Test func `the paint line changes from light to dark, and over noon`() throws {
    let (lines, figures) = try lines("paint-line")
    #expect(
      lines == [
        "MO-1/10 喷-1 08:00 08:00 09:00",
        "MO-2/10 喷-1 12:00 13:00 14:00",
        "MO-3/10 喷-1 09:00 09:00 10:00",
        "MO-4/10 喷-1 10:00 10:20 12:00",
      ])
    #expect(figures["lateOrders"] == 0)
    #expect(figures["setupMinutes"] == 80)
    #expect(figures["changeovers"] == 2)
    #expect(figures["changeoverCost"] == 200.5)
    // Five hours of shift and one of changeover in the noon break are all busy.
    #expect(figures["allocationEfficiency"] == 1)
  }

  /// Ten seals of stock do for MO-2, once the casings of MO-3 are made; MO-1 waits for those that come at 13:00, and the kitted MO-4 for
  /// Tuesday's before its first step, though only its second takes one.
  ///
  /// Had MO-4 taken four of Monday's seals, MO-1 would have been short of them until Tuesday, and late.
  @Test func `the pump assembly waits for casings, seals and a kit`() throws {
    let (lines, figures) = try lines("pump-assembly")
    #expect(
      lines == [
        "MO-1/10 装-1 13:00 13:00 15:00",
        "MO-2/10 装-1 10:00 10:00 11:00",
        "MO-3/10 车-1 08:00 08:00 10:00",
        "MO-4/10 车-1 08:00 08:00 08:30",
        "MO-4/20 装-1 08:30 08:30 09:10",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// Blind to the tariff the furnace runs 11 h on end from 08:00.
  ///
  /// MO-1 is due at noon and stays; the others are due on Tuesday and wait
  /// for the valley, 13 h of idling at 5 kW notwithstanding.
  ///
  /// Blind: 2 h flat and 1 h peak at 100 kW for MO-1 (240); 2 h flat and 2 h peak at 50 kW for MO-2 (175); 4 h peak at 100 kW for MO-3 (440).
  /// With the tariff: 240; 4 h and 9 h of idling in flat and peak hours (13 + 49.5); 4 h valley at 50 kW (60) and at 100 kW (120).
  @Test func `the furnace waits for cheap hours where delivery allows it`() throws {
    let blind = try lines("heat-tariff")
    #expect(
      blind.lines == [
        "MO-1/10 炉-1 08:00 08:00 11:00", "MO-2/10 炉-1 11:00 11:00 15:00",
        "MO-3/10 炉-1 15:00 15:00 19:00",
      ])
    #expect(blind.figures["energyCost"] == 855)
    #expect(blind.figures["energyKWh"] == 900)
    let objective = try #require(Objective(rawValue: "weighted-tardiness,energy-cost"))
    let aware = try lines("heat-tariff", objective)
    #expect(
      aware.lines == [
        "MO-1/10 炉-1 08:00 08:00 11:00", "MO-2/10 炉-1 00:00 00:00 04:00",
        "MO-3/10 炉-1 04:00 04:00 08:00",
      ])
    #expect(aware.figures["energyCost"] == 482.5)
    #expect(aware.figures["energyKWh"] == 965)
    #expect(aware.figures["peakKW"] == 100)
    #expect(aware.figures["lateOrders"] == 0)
  }

  /// The setter is at the lids until 08:30 and then at the base; the second lid waits for the mould; the base is on time.
  @Test func `the crew shares its setter and its mould`() throws {
    let (lines, figures) = try lines("moulding-crew")
    #expect(
      lines == [
        "MO-1/10 注-1 08:00 08:30 09:30 张工 模-A",
        "MO-2/10 注-1 09:30 10:00 11:00 张工 模-A",
        "MO-3/10 注-2 08:30 08:50 10:50 张工",
        "MO-3/20 注-2 10:50 10:50 11:00 李工",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// Hardening takes 3.5 h without a break for MO-1, more than is left before noon: MO-2's two hours go first.
  ///
  /// Gluing bears the noon break, but not the night: MO-1 waits for the morning.
  @Test func `what breaks may not interrupt waits for a long enough shift`() throws {
    let (lines, figures) = try lines("hardening-shift", from: 8)
    #expect(
      lines == [
        "MO-1/10 车-1 05 09:00 05 09:00 05 10:00",
        "MO-1/20 炉-1 05 13:00 05 13:00 05 16:30",
        "MO-1/30 胶-1 06 08:00 06 08:00 06 10:00",
        "MO-2/10 车-1 05 08:00 05 08:00 05 09:00",
        "MO-2/20 炉-1 05 09:00 05 09:00 05 11:00",
        "MO-2/30 胶-1 05 11:00 05 11:00 05 14:00",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// The western lathe stands beside the grinder but cannot do MO-3 in time as well; from the eastern one it is 90 min by lorry.
  @Test func `the third order is turned at the other site and carried over`() throws {
    let (lines, figures) = try lines("two-sites")
    #expect(
      lines == [
        "MO-1/10 车-西 08:00 08:00 09:00",
        "MO-1/20 磨-西 09:00 09:00 09:30",
        "MO-2/10 车-西 09:00 09:00 10:00",
        "MO-2/20 磨-西 10:00 10:00 10:30",
        "MO-3/10 车-东 08:00 08:00 09:00",
        "MO-3/20 磨-西 10:30 10:30 11:00",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// Twenty pieces go on at a time: milling begins after 20 min and is the slowest, so grinding ends 20 min after it.
  ///
  /// Packing begins half an hour after grinding at the earliest, and ends no sooner.
  @Test func `operations overlap by transfer batches and links`() throws {
    let (lines, figures) = try lines("overlap-line")
    #expect(
      lines == [
        "MO-1/10 车-1 08:00 08:00 09:40",
        "MO-1/20 铣-1 08:20 08:20 11:40",
        "MO-1/30 磨-1 10:20 10:20 12:00",
        "MO-1/40 包-1 11:00 11:00 12:00",
        "MO-2/10 车-1 09:40 09:40 11:20",
        "MO-2/20 铣-1 11:40 11:40 16:00",
        "MO-2/30 磨-1 14:40 14:40 16:20",
        "MO-2/40 包-1 15:20 15:20 16:20",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// The furnace waits for MO-1, as MO-2 and MO-1 are both on time only in one load, thirty pieces; the larger is turned first, so that
  /// less waits.
  ///
  /// MO-3 is nitrided by itself, and MO-4 would not go in with it.
  @Test func `the furnace waits until both are there`() throws {
    let (lines, figures) = try lines("furnace-loads")
    #expect(
      lines == [
        "MO-1/10 车-1 09:00 09:00 09:30",
        "MO-1/20 炉-1 09:30 09:30 11:30",
        "MO-2/10 车-1 08:00 08:00 09:00",
        "MO-2/20 炉-1 09:30 09:30 11:30",
        "MO-3/10 车-1 10:30 10:30 11:00",
        "MO-3/20 炉-1 11:30 11:30 13:30",
        "MO-4/10 车-1 09:30 09:30 10:30",
        "MO-4/20 炉-1 13:30 13:30 15:30",
      ])
    #expect(figures["lateOrders"] == 0)
    // Three turning hours and three loads of two hours, however many are in them.
    #expect(figures["allocationEfficiency"] == 0.6)
  }

  /// The planner has pinned the black MO-2 behind the first white one: from black to anything takes 90 min, so the second white one, due at
  /// noon, ends at 13:40, and grey goes last.
  ///
  /// MO-3 in the place of MO-1 would make MO-1 later than that.
  @Test func `a pinned job order stays, and the others go round it`() throws {
    var plant = try Reading.imported(try Repository.instance("paint-line")).plant
    let pinned = plant.asOf + 70 * 60
    plant.commitments = [
      Commitment(
        order: 1, step: 0, kind: .pinned, resource: 0, setupStart: pinned, start: pinned,
        end: pinned)
    ]
    let (lines, figures) = try lines(plant)
    #expect(
      lines == [
        "MO-1/10 喷-1 08:00 08:00 09:00",
        "MO-2/10 喷-1 09:00 09:10 10:10",
        "MO-3/10 喷-1 10:10 11:40 13:40",
        "MO-4/10 喷-1 13:40 14:00 15:40",
      ])
    #expect(figures["maximumTardinessMinutes"] == 100)
  }

  /// Sixty shafts are turned in three lots of twenty on two lathes, each milled as soon as it is turned, and inspected together.
  ///
  /// MO-2 goes first, or it would be late; whole, MO-1 would be complete two hours after its due time.
  @Test func `lots are turned side by side and come together again`() throws {
    let (lines, figures) = try lines("split-lots")
    #expect(
      lines == [
        "MO-1/10 锯-1 08:25 08:25 09:25",
        "MO-1/20-1 车-1 09:25 09:35 10:35",
        "MO-1/20-2 车-2 09:35 09:45 10:45",
        "MO-1/20-3 车-1 10:35 10:45 11:45",
        "MO-1/30-1 铣-1 10:35 10:35 11:15",
        "MO-1/30-2 铣-1 11:15 11:15 11:55",
        "MO-1/30-3 铣-1 11:55 11:55 12:35",
        "MO-1/40 检-1 12:35 12:35 13:35",
        "MO-2/10 锯-1 08:00 08:00 08:25",
        "MO-2/20-1 车-2 08:25 08:35 09:35",
        "MO-2/20-2 车-1 08:25 08:35 08:50",
        "MO-2/30-1 铣-1 09:35 09:35 10:15",
        "MO-2/30-2 铣-1 08:50 08:50 09:00",
        "MO-2/40 检-1 10:15 10:15 10:40",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// Sixty kilowatts are enough for one furnace (45 with the other one idle at 5) and the lathe (10), not for two furnaces: MO-2 is heated
  /// when MO-1 is out, though a furnace stands idle.
  @Test func `furnaces take turns under the power limit`() throws {
    let (lines, figures) = try lines("peak-limit")
    #expect(
      lines == [
        "MO-1/10 炉-1 08:00 08:00 09:00",
        "MO-1/20 车-1 09:00 09:00 09:30",
        "MO-2/10 炉-1 09:00 09:00 10:00",
        "MO-2/20 车-1 10:00 10:00 10:30",
        "MO-3/10 车-1 08:00 08:00 09:00",
      ])
    #expect(figures["lateOrders"] == 0 && figures["peakKW"] == 55)
  }

  /// Nothing may wait in front of the grinder, and one order in front of the check: MO-2 stands on the lathe until 08:40 and in front of the
  /// check from 09:10 on, when MO-3 is ground; MO-4 stands on the lathe until 10:10, and then on the grinder, which nobody needs.
  @Test func `orders stand on their machines where there is no room`() throws {
    let (lines, figures) = try lines("line-buffer")
    #expect(
      lines == [
        "MO-1/10 车-1 08:00 08:00 08:10",
        "MO-1/20 磨-1 08:10 08:10 08:40",
        "MO-1/30 检-1 08:40 08:40 09:25",
        "MO-2/10 车-1 08:10 08:10 08:20",
        "MO-2/20 磨-1 08:40 08:40 09:10",
        "MO-2/30 检-1 09:25 09:25 10:10",
        "MO-3/10 车-1 08:40 08:40 08:50",
        "MO-3/20 磨-1 09:10 09:10 10:10",
        "MO-3/30 检-1 10:10 10:10 10:55",
        "MO-4/10 车-1 09:10 09:10 09:20",
        "MO-4/20 磨-1 10:10 10:10 10:40",
        "MO-4/30 检-1 10:55 10:55 11:40",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// What leaves the furnace is forged at once: MO-2 is heated when the forge comes free, and MO-3, which no break may interrupt and
  /// would come out at noon, after it.
  @Test func `the furnace waits for the forge`() throws {
    let (lines, figures) = try lines("hot-forging")
    #expect(
      lines == [
        "MO-1/10 炉-1 08:00 08:00 09:00",
        "MO-1/20 锻-1 09:00 09:00 10:30",
        "MO-2/10 炉-1 09:30 09:30 10:30",
        "MO-2/20 锻-1 10:30 10:30 12:00",
        "MO-3/10 炉-1 13:00 13:00 14:00",
        "MO-3/20 锻-1 14:00 14:00 15:30",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// Tuesday is a holiday and Wednesday has three hours of overtime: MO-1 fills Monday, MO-3 is due an hour into Wednesday, and MO-2's
  /// ten hours take the rest of it, noon left out.
  @Test func `a holiday is skipped and overtime used`() throws {
    let (lines, figures) = try lines("overtime-week", from: 8)
    #expect(
      lines == [
        "MO-1/10 车-1 05 08:00 05 08:00 05 17:00",
        "MO-2/10 车-1 07 09:00 07 09:00 07 20:00",
        "MO-3/10 车-1 07 08:00 07 08:00 07 09:00",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// Eight of MO-1's twenty shafts are made, so two hours are left.
  ///
  /// MO-2 is on hold, MO-3 has all its pieces and MO-5 is closed; two hours of MO-4 and four of MO-6 follow, noon in between.
  @Test func `what is made, on hold or closed is not planned again`() throws {
    let (lines, figures) = try lines("order-status")
    #expect(
      lines == [
        "MO-1/10 车-1 08:00 08:00 10:00",
        "MO-4/10 车-1 10:00 10:00 12:00",
        "MO-6/10 车-1 13:00 13:00 17:00",
      ])
    #expect(figures["lateOrders"] == 0)
  }

  /// The bath takes MO-1 and then MO-2; MO-3 would wait for it until Tuesday, and goes to the supplier at 11:00 for 20 hours.
  @Test func `what the bath cannot do in time is plated outside`() throws {
    let (lines, figures) = try lines("plating-outside", from: 8)
    #expect(
      lines == [
        "MO-1/10 铣-1 05 08:00 05 08:00 05 09:00",
        "MO-1/20 槽-1 05 09:00 05 09:00 05 12:00",
        "MO-1/30 检-1 05 13:00 05 13:00 05 13:30",
        "MO-2/10 铣-1 05 11:00 05 11:00 05 12:00",
        "MO-2/20 槽-1 05 13:00 05 13:00 05 16:00",
        "MO-2/30 检-1 05 16:00 05 16:00 05 16:30",
        "MO-3/10 铣-1 05 09:00 05 09:00 05 11:00",
        "MO-3/20 宏达 05 11:00 05 11:00 06 07:00",
        "MO-3/30 检-1 06 08:00 06 08:00 06 09:00",
      ])
    #expect(figures["lateOrders"] == 0)
  }
}
