/// Columns of the tables of materials: stock, receipts and bills of material.
extension Field {
  static let material = Field(
    "material",
    [
      "物料编码", "物料号", "料号", "品号", "存货编码", "材料编码", "material no", "material id", "item", "item no",
      "matnr",
      "invcode",
    ], english: "material number", required: true)
  static let materialName = Field("material name", ["物料名称", "材料名称", "存货名称", "品名", "maktx"])
  static let stock = Field(
    "stock",
    [
      "库存数量", "库存", "现存量", "可用量", "可用库存", "在库数量", "现有库存", "on hand", "stock on hand",
      "quantity on hand",
      "labst",
    ], english: "stock on hand", required: true)
  static let arrival = Field(
    "arrival",
    [
      "到料日期", "到货日期", "预计到货日期", "预计到料日期", "到料时间", "到货时间", "receipt date", "arrival date", "eta",
      "eindt",
    ], english: "date of arrival", required: true)
  static let arriving = Field(
    "quantity", ["到料数量", "到货数量", "采购数量", "未到数量", "数量", "qty", "menge"], required: true)
  static let parentItem = Field(
    "item", item.aliases + ["父项物料编码", "父项编码", "母件编码", "母件", "parent item", "parent"],
    english: "item number", required: true)
  static let component = Field(
    "component",
    [
      "子项物料编码", "子项编码", "子件编码", "子件", "组件", "组件编码", "用料", "child item", "component item",
      "idnrk",
    ], english: "component", required: true)
  static let usage = Field(
    "usage",
    ["单位用量", "用量", "单件用量", "定额用量", "数量", "quantity", "quantity per piece", "qty per", "qty"],
    english: "quantity a piece takes", required: true)
  static let kitting = Field(
    "kitting", ["齐套", "要求齐套", "是否齐套", "齐套开工", "kit", "kitted"], english: "kitting")
  static let feeds = Field(
    "feeds",
    [
      "供给订单", "上级订单", "上级订单号", "父订单", "父订单号", "需求订单", "parent order", "supplies order", "pegging",
    ], english: "order it feeds")
}
