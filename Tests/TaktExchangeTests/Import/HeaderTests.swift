import TaktModel
import Testing

@testable import TaktExchange

/// Headers as planners and their systems write them.
@Suite struct HeaderTests {
  @Test(arguments: [
    ("订单号", "order"), ("生产订单号", "order"), ("工单编码", "order"), ("制令单号", "order"), ("AUFNR", "order"),
    ("MoCode", "order"), ("Order No.", "order"), ("物料编码", "item"), ("存货编码", "item"),
    ("MATNR", "item"), ("计划数量", "quantity"), ("数量（PCS）", "quantity"), ("GAMNG", "quantity"),
    ("交货期", "due"), ("基本完成日期", "due"), ("FPlanFinishDate", "due"), ("Due Date", "due"),
    ("原交期", "original due"), ("计划开工日期", "release"), ("GSTRP", "release"), ("紧急程度", "priority"),
    ("客户名称", "customer"), ("行号", "line"), ("累计合格数量", "done"), ("权重", "weight"),
  ])
  func `an order column is known by its names`(_ header: String, _ field: String) {
    #expect(HeaderText(header).field(in: .orders)?.name == field)
  }

  @Test(arguments: [
    ("工序号", "operation"), ("VORNR", "operation"), ("工作中心", "work centre"),
    ("Work Center", "work centre"), ("ARBPL", "work centre"), ("可选设备", "resource"),
    ("备选机台", "resource"), ("Machines", "resource"), ("标准工时（分钟）", "run"), ("单件工时", "run"),
    ("节拍(s)", "run"), ("VGW02", "run"), ("准备工时", "setup"), ("换模", "setup"),
    ("标准产能(件/小时)", "rate"), ("紧前工序", "predecessors"), ("转运时间", "wait"),
  ])
  func `a routing column is known by its names`(_ header: String, _ field: String) {
    #expect(HeaderText(header).field(in: .routings)?.name == field)
  }

  @Test(arguments: [
    ("标准工时（分钟）", "分钟"), ("run [h]", "h"), ("单件工时【秒】", "秒"), ("标准产能(件/小时)", "件/小时"),
    ("Ｒｕｎ（Ｍｉｎ）", "min"),
  ])
  func `the unit in brackets is read`(_ header: String, _ unit: String) {
    #expect(HeaderText(header).unit == unit)
    #expect(HeaderText(header).field(in: .routings) != nil)
  }

  @Test func `spaces, case, width and punctuation do not matter`() {
    for header in [" 订单 号 ", "订单号：", "ＯＲＤＥＲ", "Order_ID", "order-id", "*订单号"] {
      #expect(HeaderText(header).field(in: .orders)?.name == "order", "\(header)")
    }
  }

  @Test func `no table has two fields of one header`() {
    for kind in TableKind.allCases {
      var owner: [String: String] = [:]
      for field in kind.fields {
        for name in [field.name] + field.aliases {
          let key = HeaderText(name).key
          #expect(owner[key] == nil || owner[key] == field.name, "\(kind) \(name)")
          owner[key] = field.name
        }
      }
    }
  }
}
