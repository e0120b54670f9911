import TaktModel
import TaktPlanning
import Testing

@testable import TaktExchange

/// A plant that is written and read is the same plant.
@Suite struct PlantWriterTests {
  private func expectSame(_ plant: Plant, _ label: String) throws {
    for language in Language.allCases {
      let writer = PlantWriter(plant, language: language)
      let tables = writer.tables().map { ($0.name + ".csv", $0.text.bytes(mark: true)) }
      let fromTables = try Reading.imported(tables).plant
      #expect(fromTables.contents == plant.contents, "\(label), tables, \(language)")
      #expect(
        PlantWriter(fromTables, language: .en).digest == PlantWriter(plant, language: .en).digest)
      let fromJSON = try Reading.imported([("plant.json", try writer.json())]).plant
      #expect(fromJSON.contents == plant.contents, "\(label), JSON, \(language)")
    }
  }

  @Test(arguments: Language.allCases)
  func `generated plants survive`(_ language: Language) throws {
    for seed in 1...10 as ClosedRange<UInt64> {
      var recipe = PlantRecipe()
      (recipe.orders, recipe.resources, recipe.items) = (30, 12, 15)
      (recipe.seed, recipe.language) = (seed, language)
      var generator = PlantGenerator(recipe)
      let plant = generator.plant()
      // The generator says 24:00 to 32:00 where the tables say 00:00 to 08:00 of the next day.
      try expectSame(plant, "seed \(seed)")
    }
  }

  @Test(arguments: Language.allCases)
  func `generated plants with setup families and operators survive`(_ language: Language) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      var recipe = PlantRecipe()
      (recipe.orders, recipe.resources, recipe.items, recipe.setupFamilies) = (20, 12, 8, 4)
      recipe.operatorShare = 0.5
      (recipe.seed, recipe.language) = (seed, language)
      var generator = PlantGenerator(recipe)
      let plant = generator.plant()
      #expect(!plant.changeovers.isEmpty && !plant.secondaries.isEmpty)
      try expectSame(plant, "seed \(seed)")
    }
  }

  @Test func `generated plants with materials and assemblies survive and can be planned`() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      var recipe = PlantRecipe()
      (recipe.orders, recipe.resources, recipe.items) = (30, 12, 10)
      (recipe.materials, recipe.assemblyShare, recipe.seed) = (6, 0.6, seed)
      recipe.hasTariff = true
      var generator = PlantGenerator(recipe)
      let plant = generator.plant()
      #expect(plant.shortages == [])
      #expect(!(try CompiledPlant(plant)).problem.floor.materials.isEmpty)
      try expectSame(plant, "seed \(seed)")
    }
  }

  @Test(arguments: Language.allCases)
  func `generated plants with temporal constraints survive`(_ language: Language) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      var recipe = PlantRecipe()
      (recipe.orders, recipe.resources, recipe.items, recipe.outsideShare) = (20, 12, 8, 0.6)
      (recipe.uninterruptedShare, recipe.sites, recipe.setupFamilies) = (0.6, 2, 2)
      (recipe.overlapShare, recipe.hotShare) = (0.6, 0.6)
      (recipe.seed, recipe.language) = (seed, language)
      var generator = PlantGenerator(recipe)
      let plant = generator.plant()
      #expect(plant.resources.contains { $0.isUnlimited })
      try expectSame(plant, "seed \(seed)")
    }
  }

  @Test func `stock, receipts, bills of material, kits and feeds survive`() throws {
    try expectSame(
      try Reading.imported(try Repository.instance("pump-assembly")).plant, "pump assembly")
    try expectSame(
      try Reading.imported(try Repository.instance("heat-tariff")).plant, "power and tariff")
    var text = PlantText()
    text.materials = "material,stock\nSTEEL,7.125\n"
    text.bom = "item,operation,component,usage\nA,20,STEEL,0.5\n"
    text.orders =
      "order,item,quantity,due,kitting,feeds,status\nMO-1,A,10,2026-01-08 17:00,yes,,running\nMO-2,A,1,2026-01-08 17:00,no,MO-1,proposed\n"
    try expectSame(try text.plant(), "kits and feeds")
  }

  @Test(arguments: ["start", "end"])
  func `night shifts stay on their day`(_ side: String) throws {
    var text = PlantText()
    text.settings += "night-shift-date,\(side)\n"
    text.calendars = """
      calendar,day,start,end
      day,Mon-Fri,20:00,08:00
      day,Sat,00:00,24:00
      day,2026-01-09,22:00:30,06:00:15
      day,2026-01-10,,

      """
    try expectSame(try text.plant(), side)
  }

  @Test func `names with separators, quotes and wide characters survive`() throws {
    var text = PlantText()
    text.resources =
      "resource,work centre,calendar\nM/1,\"Mill, A\",day\nM、2,\"Mill, A\",day\nS1,Saw,day\n"
    text.routings = #"""
      item,operation,machine,setup (s),run (s)
      "A ""x""",10,S1,1,0.001
      "A ""x""",20,M/1,10,1.5
      "A ""x""",20,M、2,10,1.5

      """#
    text.orders =
      "order,item,quantity,due,customer\n䶮-1,\"A \"\"x\"\"\",7,2026-01-08 17:00,\"a\nb\"\n"
    try expectSame(try text.plant(), "names")
  }

  @Test func `an overdue order survives`() throws {
    var text = PlantText()
    text.orders = "order,item,quantity,due\n1,A,1,2026-01-02 17:00\n"
    let plant = try text.plant()
    #expect(plant.orders.allSatisfy { $0.due < $0.release })
    try expectSame(plant, "overdue")
  }

  @Test func `plants that differ have digests that differ`() throws {
    var other = PlantText()
    other.orders = other.orders.replacing(",10,", with: ",11,")
    let digests = try [PlantText(), other].map { PlantWriter(try $0.plant(), language: .en).digest }
    #expect(Set(digests).count == 2)
    #expect(digests.allSatisfy { $0.utf8.count == 64 })
  }
}
