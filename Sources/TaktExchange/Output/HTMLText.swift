package import TaktModel

/// The pieces every page of ours is made of: one file, no network, prints well.
package enum HTMLText {
  /// Text as HTML shows it.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// JSON that may stand inside a script element.
  static func scriptSafe(_ json: [UInt8]) -> String {
    String(decoding: json, as: UTF8.self).replacing("<", with: "\\u003c")
  }

  package static func page(title: String, language: Language, body: String, script: String = "")
    -> [UInt8]
  {
    let code = language == .zh ? "zh-CN" : "en"
    return Array(
      """
      <!doctype html>
      <html lang="\(code)"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(title))</title>
      <style>\(style)</style></head>
      <body>
      \(body)
      \(script.isEmpty ? "" : "<script>\(script)</script>")
      </body></html>

      """.utf8)
  }

  package static func table(_ header: [String], _ rows: [[String]], numeric: Set<Int> = [])
    -> String
  {
    let cell = { (tag: String, index: Int, text: String) in
      "<\(tag)\(numeric.contains(index) ? " class=\"n\"" : "")>\(escaped(text))</\(tag)>"
    }
    let line = { (tag: String, cells: [String]) in
      "<tr>" + cells.enumerated().map { cell(tag, $0.offset, $0.element) }.joined() + "</tr>"
    }
    return "<table><thead>\(line("th", header))</thead><tbody>"
      + rows.map { line("td", $0) }.joined(separator: "\n") + "</tbody></table>"
  }

  private static let style = """
    :root{--ink:#1d2733;--soft:#5d6b7a;--line:#dfe5eb;--back:#f6f8fa;--late:#c8372d;--good:#2b7a4b;--accent:#2563a8}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:1400px;padding:24px;color:var(--ink);background:#fff;
      font:14px/1.5 "Noto Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",system-ui,sans-serif}
    h1{font-size:22px;margin:0 0 4px}h2{font-size:16px;margin:28px 0 8px}
    p.sub{color:var(--soft);margin:0 0 16px}
    .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:10px}
    .tile{border:1px solid var(--line);border-radius:8px;padding:10px 12px;background:var(--back)}
    .tile b{display:block;font-size:20px}.tile span{color:var(--soft);font-size:12px}
    table{border-collapse:collapse;width:100%;font-size:13px}
    th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}
    th{color:var(--soft);font-weight:600;background:#fff;position:sticky;top:0}
    .n{text-align:right;font-variant-numeric:tabular-nums}
    .scroll{overflow:auto;max-height:420px;border:1px solid var(--line);border-radius:8px}
    .bar{display:inline-block;height:10px;border-radius:2px;background:var(--accent);vertical-align:middle}
    .late{color:var(--late)}
    .tools{display:flex;gap:8px;align-items:center;margin:6px 0;flex-wrap:wrap}
    .tools button,.tools input{font:inherit;padding:3px 10px;border:1px solid var(--line);border-radius:6px;background:#fff}
    #gantt{position:relative;border:1px solid var(--line);border-radius:8px}
    #gantt canvas{display:block;width:100%;border-radius:8px}
    #tip{position:absolute;display:none;pointer-events:none;background:#1d2733;color:#fff;padding:6px 10px;
      border-radius:6px;font-size:12px;white-space:pre;z-index:2}
    .sheet{page-break-after:always}
    @media print{body{max-width:none;padding:0}.tools{display:none}.scroll{max-height:none;overflow:visible;border:0}
      th{position:static}}
    """
}
