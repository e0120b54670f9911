import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktPlanning

/// `takt generate`: plants and benchmark instances from a seed.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Makes plants and benchmark instances from seeds.",
    subcommands: [Plant.self, Taillard.self])

  /// `takt generate plant`.
  struct Plant: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A realistic plant of any size, as a folder of tables.")

    @Option(help: "Orders.") var orders = 200
    @Option(help: "Machines, 8 or more.") var resources = 25
    @Option(help: "Items, each with a routing.") var items = 60
    @Option(help: "Most machines an operation may choose from.") var alternatives = 3
    @Option(help: "Work over capacity in the span of the releases.") var load = 0.85
    @Option(help: "Mean time to the due date over the order's own work; smaller is tighter.")
    var dueDateFactor = 4.0
    @Option(help: "Share of machines that work three shifts.") var threeShiftShare = 0.6
    @Option(help: "Setup families a work centre, with a matrix of changeovers; 0 for none.")
    var setupFamilies = 0
    @Option(help: "Operators over machines, with skills and shifts; 0 for none.")
    var operatorShare = 0.0
    @Option(
      help: "Raw materials with stock and weekly receipts, every third order kitted; 0 for none.")
    var materials = 0
    @Option(help: "Share of the second half of the items that others go into, 0 to 1.")
    var assemblyShare = 0.0
    @Flag(help: "Power of machines and a time-of-use tariff.") var tariff = false
    @Option(help: "Kilowatts the machines may draw at once; 0 for any.") var powerLimit = 0
    @Option(
      help:
        "Orders that may wait in front of a work centre per machine of it; any number where not given."
    )
    var bufferPlaces: Double?
    @Option(help: "Share of items plated by suppliers before inspection; 0 for none.")
    var outsideShare = 0.0
    @Option(help: "Share of items that long breaks may not interrupt; 0 for none.")
    var uninterruptedShare = 0.0
    @Option(help: "Share of items passed on in transfer batches; 0 for none.") var overlapShare =
      0.0
    @Option(help: "Share of items that go on within 10 h of heat treatment; 0 for none.")
    var hotShare = 0.0
    @Option(help: "Orders of usual size a furnace holds at once; 0 for one at a time.")
    var furnaceOrders = 0.0
    @Option(help: "Pieces machining works on together at most; 0 for whole orders.")
    var lotSize = 0
    @Option(help: "Sites, with transport times between them.") var sites = 1
    @Option(help: "Seed.") var seed: UInt64 = 1
    @Option(help: "Language of headers and names: zh or en.") var language = Language.en
    @Option(help: "The folder to write, or a .json file, or - for JSON on stdout.") var output:
      String

    func validate() throws {
      let counts = [
        ("--orders", orders, 1), ("--resources", resources, PlantRecipe.fewestResources),
        ("--items", items, 1),
      ]
      for (name, count, least) in counts where !(least...1_000_000).contains(count) {
        throw ValidationError("\(name) takes a number from \(least) to 1000000, not \(count).")
      }
      guard load > 0.01, load < 100, dueDateFactor >= 0, dueDateFactor < 1000,
        (1...1000).contains(alternatives), (0...1).contains(threeShiftShare),
        (0...100).contains(setupFamilies), (0...10).contains(operatorShare),
        (0...10_000).contains(materials), (0...1).contains(assemblyShare),
        (0...1).contains(outsideShare), (0...1).contains(uninterruptedShare),
        (0...1).contains(overlapShare), (0...1).contains(hotShare), (1...20).contains(sites),
        (0...1000).contains(furnaceOrders), (0...1_000_000).contains(lotSize),
        (0...1_000_000).contains(powerLimit), (0...1000).contains(bufferPlaces ?? 0)
      else {
        throw ValidationError(
          "--load, --due-date-factor, --alternatives, --three-shift-share, --setup-families, "
            + "--operator-share, --materials, --assembly-share, --outside-share, "
            + "--uninterrupted-share, --overlap-share, --hot-share, --furnace-orders, --lot-size, "
            + "--power-limit, --buffer-places or --sites "
            + "is out of range.")
      }
    }

    func run() throws {
      var recipe = PlantRecipe()
      (recipe.orders, recipe.resources, recipe.items) = (orders, resources, items)
      (recipe.alternatives, recipe.load) = (alternatives, load)
      (recipe.dueDateFactor, recipe.threeShiftShare) = (dueDateFactor, threeShiftShare)
      (recipe.seed, recipe.language) = (seed, language)
      (recipe.setupFamilies, recipe.operatorShare) = (setupFamilies, operatorShare)
      (recipe.materials, recipe.assemblyShare) = (materials, assemblyShare)
      (recipe.hasTariff, recipe.furnaceOrders) = (tariff, furnaceOrders)
      (recipe.outsideShare, recipe.uninterruptedShare) = (outsideShare, uninterruptedShare)
      (recipe.overlapShare, recipe.hotShare, recipe.sites) = (overlapShare, hotShare, sites)
      (recipe.lotSize, recipe.powerLimit) = (lotSize, powerLimit)
      recipe.bufferPlaces = bufferPlaces
      var generator = PlantGenerator(recipe)
      let writer = PlantWriter(generator.plant(), language: language)
      if output == "-" || output.lowercased().hasSuffix(".json") {
        return try Files.write(writer.json(), to: output)
      }
      do {
        try AtomicFiles.write(
          writer.tables().map { ("\($0.name).csv", $0.text.bytes(mark: true)) }, toFolder: output)
      } catch let error as AtomicFiles.WriteError {
        throw Failure(.cannotWrite, "takt: \(error)")
      }
    }
  }

  /// `takt generate taillard`.
  struct Taillard: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Taillard's job shops ta01 to ta80, from his generator and seeds (1993).")

    @Argument(help: "Which one: 1 to 80.") var number: Int
    @Option(help: "Where the instance goes: a file, or - for stdout.") var output = "-"

    func validate() throws {
      guard (1...80).contains(number) else {
        throw ValidationError("Taillard's job shops are numbered 1 to 80, not \(number).")
      }
    }

    func run() throws {
      try Files.write(Array(TaillardInstance.text(number: number).utf8), to: output)
    }
  }
}
