/// A column of one of our tables: its name, the headers it is known by, and whether a table can do without it.
///
/// Headers are compared after NFKC, without spaces, bracketed units and punctuation, in lower case; `standards.md` section 7
/// names the systems they come from (Kingdee, Yonyou, SAP, ktg-mes).
struct Field: Sendable {
  let name: String
  let aliases: [String]
  /// What an English sentence calls it, where its name alone would not read well.
  let englishName: String
  var isRequired = false

  init(_ name: String, _ aliases: [String], english: String? = nil, required: Bool = false) {
    self.name = name
    self.aliases = aliases
    englishName = english ?? name
    isRequired = required
  }

  /// The name planners know it by, in Chinese.
  var chineseName: String { aliases.first ?? name }

  /// A header for it beside others: Chinese where one of them is.
  func header(beside headers: some Sequence<String>) -> String {
    headers.contains { $0.utf8.contains { $0 >= 0x80 } } ? chineseName : name
  }

  static let order = Field(
    "order",
    [
      "订单号", "生产订单号", "生产工单号", "工单号", "工单编码", "生产工单编号", "单据编号", "订单", "任务单号", "制造令号码", "制令单号",
      "工单单号", "order no", "order id", "mo", "aufnr", "mocode", "fbillno",
    ], english: "order number", required: true)
  static let line = Field(
    "line", ["行号", "生产订单行号", "分录行号", "工单行号", "order line", "sortseq", "fseq"])
  static let item = Field(
    "item",
    [
      "物料编码", "产品编码", "产品编号", "存货编码", "物料号", "料号", "品号", "图号", "item no", "item id", "matnr",
      "invcode",
      "fmaterialid", "product", "part no",
    ], english: "item number", required: true)
  static let itemName = Field("item name", ["物料名称", "产品名称", "品名", "product name", "maktx"])
  static let quantity = Field(
    "quantity",
    [
      "数量", "生产数量", "生产订单数量", "总订单数量", "计划数量", "批量", "订单数量", "qty", "gamng", "order quantity",
    ], required: true)
  static let done = Field(
    "done",
    ["已完成数量", "已生产数量", "入库数量", "累计合格数量", "完成数量", "quantity done", "qualifiedinqty", "completed"])
  static let due = Field(
    "due",
    [
      "交期", "交货期", "交货日期", "需求日期", "要求完工日期", "计划完工日期", "完工日期", "基本完成日期", "due date", "gltrp",
      "duedate", "fplanfinishdate",
    ], english: "due date", required: true)
  static let originalDue = Field(
    "original due", ["原交期", "原始交期", "首次交期", "承诺交期", "original due date", "commit date"],
    english: "original due date")
  static let release = Field(
    "release",
    [
      "下达日期", "计划开工日期", "计划开工时间", "开工日期", "基本开始日期", "最早开始", "最早开工", "到料日期", "齐套日期", "投料日期",
      "release date", "gstrp", "startdate", "fplanstartdate", "earliest start",
    ], english: "release date")
  static let priority = Field("priority", ["优先级", "优先级别", "紧急程度", "prior"])
  static let weight = Field("weight", ["权重", "延期权重", "tardiness weight"])
  static let customer = Field("customer", ["客户", "客户名称", "kunnr"])
  static let operation = Field(
    "operation",
    [
      "工序号", "工序行号", "工序", "工步号", "序号工序", "op no", "operation no", "vornr", "opseq",
      "fprocessnumber",
      "step",
    ], english: "operation number", required: true)
  static let operationName = Field(
    "operation name", ["工序名称", "工序说明", "工序描述", "ltxa1", "operation description"])
  static let workCentre = Field(
    "work centre",
    ["工作中心", "工作中心代号", "产线", "班组", "work center", "workcentre", "workcenter", "arbpl", "wccode"])
  static let resource = Field(
    "resource",
    [
      "设备编号", "设备", "机台", "工作站编号", "可选设备", "替代设备", "备选机台", "设备编码", "machine", "machines",
      "resource id", "equipment", "alternatives",
    ])
  static let setup = Field(
    "setup", ["准备时间", "准备工时", "调机时间", "换型时间", "换线", "换模", "setup time", "vgw01"],
    english: "setup time")
  static let run = Field(
    "run",
    [
      "单件工时", "标准工时", "单件加工工时", "加工时间", "机器工时", "人工工时", "节拍", "run time", "run time per piece",
      "time per piece", "vgw02", "cycle time",
    ], english: "run time per piece")
  static let rate = Field("rate", ["标准产能", "产能", "小时产能", "pieces per hour", "output rate"])
  static let predecessors = Field(
    "predecessors", ["前置工序", "紧前工序", "前道工序", "predecessor", "after"])
  static let wait = Field(
    "wait", ["等待时间", "搬运时间", "转运时间", "wait time", "queue", "move time"],
    english: "wait time")
  static let outside = Field(
    "outside",
    [
      "委外", "委外工序", "外协", "加工类型", "outsourced", "outside processing", "subcontracted",
      "processing type",
    ], english: "whether it is done outside")
  static let leadTime = Field(
    "lead time",
    [
      "委外周期", "外协周期", "委外提前期", "提前期", "加工周期", "每炉时间", "炉次时间", "固定工时", "leadtime", "plifz",
      "fixed time", "time per load",
    ])
  static let unlimited = Field(
    "unlimited",
    ["不限产能", "无限产能", "不限台数", "委外资源", "infinite capacity", "unlimited capacity", "infinite"],
    english: "whether it takes any number of operations")
  static let longestBreak = Field(
    "longest break",
    ["最长中断", "最长中断时间", "允许中断时长", "最长停顿", "longest interruption", "max interruption"])
  static let interruptible = Field(
    "interruptible",
    ["可中断", "允许中断", "可跨班", "可跨休息", "may be interrupted", "breakable", "allow breaks"],
    english: "whether breaks may interrupt it")
  static let fromPlace = Field(
    "from place", ["起点", "出发地", "从", "来源", "origin", "from"], english: "place it begins at",
    required: true)
  static let toPlace = Field(
    "to place", ["终点", "目的地", "到", "去向", "destination", "to"], english: "place it ends at",
    required: true)
  static let transport = Field(
    "transport time", ["转运时间", "运输时间", "搬运时间", "路程", "travel time", "transport"], required: true)
  static let link = Field(
    "link", ["工序关系", "关系类型", "衔接方式", "link type", "relation"],
    english: "link to the operation before")
  static let linkLag = Field("link lag", ["关系时距", "间隔时间", "时距", "延时", "lag", "lag time"])
  static let transferBatch = Field(
    "transfer batch",
    ["转移批量", "转移批", "流转批量", "传送批量", "搭接批量", "transfer batch size", "overlap batch"])
  static let longestWait = Field(
    "longest wait",
    ["最长等待", "最长等待时间", "最大间隔", "最大等待时间", "最长间隔", "longest wait time", "max wait", "maximum lag"])
  /// Columns of an operation that say when it may be, beside its times.
  static let timeRules: [Field] = [
    .outside, .leadTime, .longestBreak, .interruptible, .link, .linkLag, .transferBatch,
    .longestWait, .loadPerPiece, .lotSize,
  ]
  static let resourceName = Field(
    "resource name", ["设备名称", "机台名称", "machine name", "equipment name"])
  static let family = Field(
    "family", ["换型族", "换型组", "换产组", "setup family", "setup group", "setup attribute"],
    english: "setup family")
  static let setupState = Field(
    "setup state", ["当前换型族", "初始换型族", "初始状态", "current family", "initial family"],
    english: "family it is set up for")
  static let fromFamily = Field(
    "from family", ["原换型族", "换型前", "换前", "前族", "old family", "from"], english: "old family",
    required: true)
  static let toFamily = Field(
    "to family", ["新换型族", "换型后", "换后", "后族", "new family", "to"], english: "new family",
    required: true)
  static let changeover = Field(
    "changeover", ["换型时间", "换模时间", "切换时间", "准备时间", "changeover time", "setup", "setup time"],
    english: "changeover time", required: true)
  static let changeoverCost = Field(
    "changeover cost", ["换型费用", "换型成本", "费用", "setup cost", "cost"])
  static let inBreaks = Field(
    "in breaks", ["休息时可换型", "休息时进行", "班外可换型", "runs in breaks", "may run in breaks"])
  static let secondary = Field(
    "secondary",
    [
      "人员编号", "工装编号", "模具编号", "辅助资源编号", "辅助资源", "人员工装", "secondary resource", "operator id",
      "tool id",
    ], english: "operator or tool", required: true)
  static let secondaryName = Field(
    "secondary name", ["姓名", "人员名称", "工装名称", "模具名称", "辅助资源名称", "operator name", "tool name"])
  static let skills = Field(
    "skills", ["技能", "工种", "技能工种", "工装类别", "skill", "tool kind"])
  static let need = Field(
    "need", ["所需资源", "所需技能", "所需人员", "所需工装", "所需模具", "needs", "requirement", "needed skill"],
    english: "skill, operator or tool needed", required: true)
  static let held = Field(
    "held", ["占用阶段", "占用", "使用阶段", "held for", "phase"], english: "span it is held for")
  static let site = Field("site", ["车间", "工厂", "站点", "厂区", "plant", "workshop"])
  static let calendar = Field(
    "calendar", ["日历", "班制", "班次日历", "工作日历", "轮班方式", "calendar id", "shift calendar"],
    required: true)
  static let day = Field(
    "day", ["日期", "适用日", "星期", "日期类型", "days", "weekday", "date"], required: true)
  static let start = Field("start", ["开始时间", "上班时间", "start time", "from"])
  static let end = Field("end", ["结束时间", "下班时间", "end time", "to"])
  static let shift = Field("shift", ["班次", "班次名称", "shift name"])
  static let status = Field(
    "status", ["状态", "订单状态", "计划状态", "任务状态", "业务状态", "生产状态", "order status", "state"])
  static let setting = Field(
    "setting", ["设置项", "设置", "参数", "参数名", "name", "parameter"], required: true)
  static let value = Field("value", ["设置值", "值", "取值", "参数值"], required: true)
  /// Running numbers and remarks: known, and not read.
  static let ignored = Field(
    "ignored", ["序号", "备注", "规格型号", "规格", "单位", "no", "remark", "remarks", "note", "notes", "unit"])

  func required() -> Field {
    var copy = self
    copy.isRequired = true
    return copy
  }

  func optional() -> Field {
    var copy = self
    copy.isRequired = false
    return copy
  }
}

/// The tables a plant comes in.
enum TableKind: String, CaseIterable, Sendable {
  case settings, calendars, resources, secondaries, changeovers, transports, needs, routings, orders
  case sheet, materials, receipts, bom, tariff

  /// Columns, those that tell a table from the others first.
  var fields: [Field] {
    switch self {
    case .settings: [.setting, .value, .ignored]
    case .calendars: [.calendar, .day, .start, .end, .shift, .ignored]
    case .resources:
      [
        .resource.required(), .workCentre.required(), .resourceName, .site, .calendar.optional(),
        .setupState, .idlePower, .setupPower, .runPower, .unlimited, .batchCapacity,
        .bufferCapacity, .ignored,
      ]
    case .secondaries:
      [.secondary, .secondaryName, .skills, .quantity.optional(), .calendar.optional(), .ignored]
    case .needs: [.item, .operation, .need, .quantity.optional(), .held, .ignored]
    case .changeovers:
      [
        .fromFamily, .toFamily, .changeover, .workCentre, .resource, .changeoverCost, .inBreaks,
        .ignored,
      ]
    case .transports: [.fromPlace, .toPlace, .transport, .ignored]
    case .routings:
      [
        .item, .operation, .itemName, .operationName, .workCentre, .resource, .setup, .run, .rate,
        .predecessors, .wait, .family, .runPower, .ignored,
      ] + Field.timeRules
    case .orders:
      [
        .order, .item, .quantity, .due, .line, .itemName, .done, .originalDue, .release, .priority,
        .weight, .customer, .status, .kitting, .feeds, .ignored,
      ]
    case .materials: [.material, .stock, .materialName, .ignored]
    case .receipts: [.material, .arrival, .arriving, .materialName, .ignored]
    case .tariff: [.band, .price, .start, .end, .day.optional(), .ignored]
    case .bom: [.parentItem, .component, .usage, .operation.optional(), .itemName, .ignored]
    case .sheet:
      [
        .order, .operation, .quantity, .due, .line, .item.optional(), .itemName, .originalDue,
        .release, .priority, .weight, .customer, .operationName, .workCentre, .resource, .setup,
        .run, .rate, .predecessors, .wait, .family, .runPower, .status, .ignored,
      ] + Field.timeRules
    }
  }

  /// File names that say what is inside.
  var fileNames: [String] {
    switch self {
    case .settings: ["settings", "设置", "参数"]
    case .calendars: ["calendars", "calendar", "日历", "班次", "班制"]
    case .resources: ["resources", "machines", "equipment", "设备", "资源"]
    case .changeovers: ["changeovers", "changeover", "setupmatrix", "换型矩阵", "换型", "换型表"]
    case .transports: ["transports", "transport", "转运时间", "运输时间", "转运"]
    case .secondaries: ["secondaries", "operators", "tools", "人员工装", "辅助资源", "人员", "工装", "模具"]
    case .needs: ["needs", "资源需求", "工序资源"]
    case .routings: ["routings", "routing", "operations", "工艺路线", "工艺", "工序"]
    case .orders: ["orders", "生产订单", "订单", "工单"]
    case .materials: ["materials", "stock", "物料", "库存", "物料库存"]
    case .receipts: ["receipts", "到料", "到料计划", "到货计划", "采购到货"]
    case .tariff: ["tariff", "tariffs", "电价", "电价表", "分时电价", "峰谷电价"]
    case .bom: ["bom", "物料清单", "物料清单bom", "billofmaterials", "billofmaterial"]
    case .sheet: ["sheet", "生产任务", "任务"]
    }
  }
}

/// A header as it is compared: no unit, no spaces, lower case; and the unit that stood in brackets.
struct HeaderText {
  let key: String
  let unit: String?

  init(_ raw: String) {
    var text = CellText.folded(raw).lowercased()
    var unit: String?
    for (open, close) in [("(", ")"), ("[", "]"), ("【", "】"), ("（", "）")]
      as [(Character, Character)]
    {
      if let begin = text.firstIndex(of: open), let end = text.lastIndex(of: close), begin < end {
        unit = CellText.trimmed(Array(text[text.index(after: begin)..<end].utf8)[...])
        text.removeSubrange(begin...end)
      }
    }
    key = Self.squeezed(text)
    self.unit = unit
  }

  static func squeezed(_ text: String) -> String {
    text.lowercased().filter { !" _-.*:：　\t\n\r".contains($0) }
  }

  /// The field of a table this header stands for.
  func field(in kind: TableKind) -> Field? { Self.fields[kind]?[key] }

  /// Every header of every table, as it is compared.
  private static let fields: [TableKind: [String: Field]] = Dictionary(
    uniqueKeysWithValues: TableKind.allCases.map { kind in
      let pairs = kind.fields.flatMap { field in
        ([field.name] + field.aliases).map { (squeezed($0), field) }
      }
      return (kind, Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    })
}
