import TaktModel

/// Dispatch lists to print: a page a resource.
package struct DispatchPages {
  private let tables: PlanTables

  package init(_ tables: PlanTables) { self.tables = tables }

  package func html() -> [UInt8] {
    let plant = tables.plant
    let title = tables.language.pick(zh: "派工单", en: "Dispatch lists")
    let pages = zip(plant.resources, tables.byResource).compactMap { resource, list -> String? in
      guard !list.isEmpty else { return nil }
      let centre = plant.workCentres[resource.workCentre].id
      let heading = resource.id + (resource.name == resource.id ? "" : " " + resource.name)
      return """
        <section class="sheet"><h2>\(HTMLText.escaped(heading))</h2>
        <p class="sub">\(HTMLText.escaped(centre)) · \(list.count) \(tables.language.pick(zh: "道工序", en: "operations"))</p>
        \(HTMLText.table(tables.dispatchHeader, tables.dispatchRows(list), numeric: [0, 4]))</section>
        """
    }
    return HTMLText.page(
      title: title, language: tables.language,
      body: "<h1>\(title)</h1>\n" + pages.joined(separator: "\n"))
  }
}
