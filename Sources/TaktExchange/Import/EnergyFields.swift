/// Columns of power and of the tariff.
extension Field {
  static let idlePower = Field(
    "idle power", ["待机功率", "空载功率", "待机功率kw", "standby power"], english: "power while idle")
  static let setupPower = Field(
    "setup power", ["准备功率", "换型功率", "调机功率", "升温功率"], english: "power while set up")
  static let runPower = Field(
    "run power", ["运行功率", "加工功率", "额定功率", "功率", "power", "rated power"],
    english: "power while it runs")
  static let band = Field(
    "band", ["时段", "电价时段", "峰谷时段", "时段名称", "period", "tariff period"], english: "price band",
    required: true)
  static let price = Field(
    "price", ["电价", "单价", "电价元/千瓦时", "energy price", "price per kwh"],
    english: "price of a kilowatt-hour", required: true)
}
