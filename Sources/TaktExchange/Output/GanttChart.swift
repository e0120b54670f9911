import Foundation
internal import TaktMetrics
internal import TaktModel

/// The interactive Gantt chart of a report: its data as JSON, and the script that draws it on a canvas, so that 100,000 bars
/// stay smooth.
struct GanttChart {
  let tables: PlanTables

  private struct Payload: Encodable {
    struct Row: Encodable {
      var id: String
      var centre: String
      var calendar: Int
    }
    struct OrderLine: Encodable {
      var id: String
      var item: String
      var due: Int
      var late: Bool
      /// Why it is late, in a few words; empty where it is not.
      var cause: String
    }
    /// Seconds since 1970 on the plant's own clocks, so that the page needs no zone.
    var begin: Int
    var end: Int
    var rows: [Row]
    var orders: [OrderLine]
    /// Row, setup start, start, end, order; times in seconds after `begin`.
    var bars: [[Int]]
    var operations: [String]
    /// What each bar changes over to and whom it holds, a line each; empty where nothing is.
    var notes: [String]
    /// Closed stretches of each calendar, in seconds after `begin`.
    var closed: [[[Int]]]
    var words: [String: String]
  }

  /// The chart's element and its data.
  func html() throws -> String {
    let words = payload.words
    let data = HTMLText.scriptSafe(try JSONText.encode(payload))
    return """
      <div class="tools"><button id="fit">\(words["fit"] ?? "")</button><button id="in">＋</button>
      <button id="out">－</button><input id="find" placeholder="\(words["find"] ?? "")">
      <span style="color:var(--soft)">\(words["help"] ?? "")</span></div>
      <div id="gantt"><canvas></canvas><div id="tip"></div></div>
      <script type="application/json" id="plan">\(data)</script>
      """
  }

  /// A resource's lines; one that takes many at once has as many rows as it takes for none to hide another.
  private func lanes(ofResource r: Int) -> [[JobOrder]] {
    if tables.plant.resources[r].doesOneAtATime { return [tables.byResource[r]] }
    var lanes: [[JobOrder]] = [[]]
    for job in tables.byResource[r] {
      let free = lanes.firstIndex { $0.last.map { $0.end <= job.setupStart } ?? true }
      if let free { lanes[free].append(job) } else { lanes.append([job]) }
    }
    return lanes
  }

  private var payload: Payload {
    let plant = tables.plant
    let local = { (t: Instant) in t.seconds + plant.zone.offset(at: t) }
    let begin = local(plant.asOf)
    let orderIndex = Dictionary(
      zip(plant.orders.map(\.id), plant.orders.indices), uniquingKeysWith: { a, _ in a })
    // Resources by work centre, as they were first named.
    let order = plant.resources.indices.sorted {
      (plant.resources[$0].workCentre, $0) < (plant.resources[$1].workCentre, $1)
    }
    var bars: [[Int]] = []
    var operations: [String] = []
    var notes: [String] = []
    let changeovers = changeovers
    var rows: [Payload.Row] = []
    for r in order {
      let resource = plant.resources[r]
      for (lane, list) in lanes(ofResource: r).enumerated() {
        let row = rows.count
        rows.append(
          .init(
            id: lane == 0 ? resource.id : "\(resource.id) ·\(lane + 1)",
            centre: plant.workCentres[resource.workCentre].id, calendar: resource.calendar))
        for job in list {
          bars.append([
            row, local(job.setupStart) - begin, local(job.start) - begin, local(job.end) - begin,
            orderIndex[job.order] ?? 0,
          ])
          operations.append(job.operation)
          notes.append(note(job, changeovers[job.id]))
        }
      }
    }
    let late = Dictionary(
      tables.figures.orders.filter { $0.tardiness > 0 }.map {
        ($0.order, $0.cause.map(tables.cause) ?? "")
      }, uniquingKeysWith: { a, _ in a })
    let end = tables.figures.end
    return Payload(
      begin: begin, end: local(end), rows: rows,
      orders: plant.orders.enumerated().map { i, o in
        .init(
          id: o.id, item: plant.routings[o.routing].item, due: local(o.due) - begin,
          late: late[i] != nil, cause: late[i] ?? "")
      }, bars: bars, operations: operations, notes: notes,
      closed: plant.calendars.map { calendar in
        calendar.closed(from: plant.asOf, to: end, zone: plant.zone).map {
          [local($0.lowerBound) - begin, local($0.upperBound) - begin]
        }
      }, words: words)
  }

  /// The changeover each line begins with, by its id: from which family to which, and how long.
  private var changeovers: [String: String] {
    let plant = tables.plant
    guard !plant.changeovers.isEmpty else { return [:] }
    let index = PlanIndex(plant, tables.plan)
    var texts: [String: String] = [:]
    for (i, changeover) in index.changeover.enumerated() {
      guard let changeover, changeover.time > 0, let new = index.operation(i).family else {
        continue
      }
      let old = index.familyBefore[i].map { plant.setupFamilies[$0] } ?? "?"
      let minutes = PlanTables.number(Double(changeover.time) / 60)
      texts[tables.plan[i].id] =
        tables.language.pick(zh: "换型 ", en: "changeover ") + "\(old) → \(plant.setupFamilies[new])"
        + tables.language.pick(zh: "（\(minutes) 分钟）", en: " (\(minutes) min)")
    }
    return texts
  }

  private func note(_ job: JobOrder, _ changeover: String?) -> String {
    let held = job.secondary.joined(separator: tables.language.pick(zh: "、", en: ", "))
    let crew =
      held.isEmpty ? nil : tables.language.pick(zh: "人员工装 ", en: "operators and tools ") + held
    return [changeover, crew].compactMap(\.self).joined(separator: "\n")
  }

  private var words: [String: String] {
    tables.language == .zh
      ? [
        "fit": "全部", "find": "查找订单…", "help": "滚轮缩放，拖动平移，悬停查看；红框为拖期订单，灰底为非工作时间",
        "order": "订单", "item": "物料", "operation": "工序", "due": "交期", "setup": "准备", "late": "拖期",
      ]
      : [
        "fit": "Fit", "find": "Find order…",
        "help":
          "wheel zooms, drag pans, hover explains; red outline: late order, grey: not working",
        "order": "order", "item": "item", "operation": "operation", "due": "due", "setup": "setup",
        "late": "late",
      ]
  }

  static let script = """
    (function(){
    const d=JSON.parse(document.getElementById('plan').textContent),box=document.getElementById('gantt'),
      cv=box.querySelector('canvas'),tip=document.getElementById('tip'),g=cv.getContext('2d'),
      H=22,TOP=38,LEFT=150,span=d.end-d.begin,height=TOP+H*d.rows.length;
    let from=0,to=span,query='',view=Math.min(height,760),scroll=0;
    const byRow=d.rows.map(()=>[]);d.bars.forEach((b,i)=>byRow[b[0]].push(i));
    const x=t=>LEFT+(t-from)/(to-from)*(cv.clientWidth-LEFT),t=px=>from+(px-LEFT)/(cv.clientWidth-LEFT)*(to-from);
    const two=n=>String(n).padStart(2,'0');
    const when=s=>{const q=new Date((d.begin+s)*1000);return q.getUTCFullYear()+'-'+two(q.getUTCMonth()+1)+'-'+two(q.getUTCDate())+' '+two(q.getUTCHours())+':'+two(q.getUTCMinutes())};
    const colour=o=>'hsl('+(o*137.508%360).toFixed(0)+' 55% 62%)';
    function ticks(){const steps=[900,3600,7200,14400,28800,86400,172800,604800,1209600,2592000],want=(to-from)/Math.max(4,(cv.clientWidth-LEFT)/110);
      const step=steps.find(s=>s>=want)||Math.ceil(want/2592000)*2592000,list=[];
      for(let a=Math.ceil((d.begin+from)/step)*step;a<=d.begin+to;a+=step)list.push(a-d.begin);return [step,list]}
    function draw(){const r=devicePixelRatio||1,w=box.clientWidth;cv.style.height=view+'px';cv.width=w*r;cv.height=view*r;g.setTransform(r,0,0,r,0,0);
      g.clearRect(0,0,w,view);g.font='12px sans-serif';g.textBaseline='middle';
      d.rows.forEach((row,k)=>{const y=TOP+k*H-scroll;if(y<TOP-H||y>view)return;
        g.fillStyle='#eef1f4';for(const c of d.closed[row.calendar]||[]){const a=Math.max(LEFT,x(c[0])),b=x(c[1]);if(b>LEFT&&a<w)g.fillRect(a,y,b-a,H)}
        g.strokeStyle='#e3e8ed';g.beginPath();g.moveTo(0,y+H);g.lineTo(w,y+H);g.stroke();
        for(const i of byRow[k]){const b=d.bars[i];if(b[3]<from||b[1]>to)continue;const a=Math.max(LEFT,x(b[1])),s=Math.max(LEFT,x(b[2])),e=x(b[3]),o=d.orders[b[4]];
          if(e<LEFT)continue;const hit=query&&o.id.toLowerCase().includes(query);g.globalAlpha=query&&!hit?.18:1;
          g.fillStyle='#8793a0';g.fillRect(a,y+6,Math.max(0,s-a),H-10);g.fillStyle=colour(b[4]);g.fillRect(s,y+3,Math.max(1,e-s-.5),H-6);
          if(o.late){g.strokeStyle='#c8372d';g.lineWidth=hit?2:1;g.strokeRect(s+.5,y+3.5,Math.max(1,e-s-1.5),H-7);g.lineWidth=1}
          if(e-s>46){g.fillStyle='#16202b';g.save();g.beginPath();g.rect(s,y,e-s-3,H);g.clip();g.fillText(o.id,s+4,y+H/2);g.restore()}g.globalAlpha=1}});
      g.fillStyle='#fff';g.fillRect(0,0,LEFT,view);g.fillRect(0,0,w,TOP);
      d.rows.forEach((row,i)=>{const y=TOP+i*H-scroll;if(y<TOP-1||y>view)return;g.fillStyle='#1d2733';g.fillText(row.id,8,y+H/2,80);g.fillStyle='#8793a0';g.fillText(row.centre,92,y+H/2,54)});
      const [step,list]=ticks();g.fillStyle='#5d6b7a';for(const a of list){const px=x(a);if(px<LEFT)continue;g.strokeStyle='#d3dae1';g.beginPath();g.moveTo(px,TOP-8);g.lineTo(px,view);g.stroke();
        const s=when(a);g.fillText(step<86400?s.slice(5):s.slice(0,10),px+4,TOP/2)}}
    function zoom(f,px){const c=px===undefined?(from+to)/2:t(px),n=Math.min(span*1.05,Math.max(600,(to-from)*f)),k=(c-from)/(to-from);from=c-k*n;to=from+n;draw()}
    cv.addEventListener('wheel',e=>{if(e.shiftKey||e.offsetX<LEFT){scroll=Math.max(0,Math.min(height-view,scroll+e.deltaY))}else zoom(e.deltaY>0?1.2:1/1.2,e.offsetX);e.preventDefault();draw()},{passive:false});
    let drag=null;cv.addEventListener('pointerdown',e=>{drag=[e.offsetX,e.offsetY,from,to,scroll];cv.setPointerCapture(e.pointerId)});
    cv.addEventListener('pointerup',()=>drag=null);
    cv.addEventListener('pointermove',e=>{if(drag){const k=(drag[0]-e.offsetX)/(cv.clientWidth-LEFT)*(drag[3]-drag[2]);from=drag[2]+k;to=drag[3]+k;
        scroll=Math.max(0,Math.min(Math.max(0,height-view),drag[4]+drag[1]-e.offsetY));draw();tip.style.display='none';return}
      const row=Math.floor((e.offsetY-TOP+scroll)/H),at=t(e.offsetX),w=d.words;let text='';
      if(e.offsetY>TOP&&e.offsetX>LEFT)for(const i of byRow[row]||[]){const b=d.bars[i];if(b[1]<=at&&at<b[3]){const o=d.orders[b[4]];
        text=w.order+' '+o.id+'  '+w.item+' '+o.item+'\\n'+w.operation+' '+d.operations[i]+'  '+d.rows[row].id+'\\n'+(b[2]>b[1]?w.setup+' '+when(b[1])+'\\n':'')+when(b[2])+' – '+when(b[3])+'\\n'+w.due+' '+when(o.due)+(o.late?'  '+w.late+(o.cause?': '+o.cause:''):'')+(d.notes[i]?'\\n'+d.notes[i]:'')}}
      tip.textContent=text;tip.style.display=text?'block':'none';tip.style.left=Math.max(0,Math.min(e.offsetX+14,box.clientWidth-tip.offsetWidth))+'px';tip.style.top=e.offsetY+14+'px'});
    cv.addEventListener('pointerleave',()=>tip.style.display='none');
    document.getElementById('fit').onclick=()=>{from=0;to=span;draw()};document.getElementById('in').onclick=()=>zoom(1/1.5);document.getElementById('out').onclick=()=>zoom(1.5);
    document.getElementById('find').oninput=e=>{query=e.target.value.trim().toLowerCase();draw()};
    addEventListener('resize',draw);draw();
    })();
    """
}
