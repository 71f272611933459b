//! x
use bge_private_codegen::*;
fn main(){
 let platform=std::fs::read_to_string("/work/main/spec/platform.yaml").unwrap();
 let many = std::env::args().nth(1).unwrap().parse::<usize>().unwrap();
 for (i,text) in [
        "[".repeat(many),
        "{a: ".repeat(many),
        "- ".repeat(many),
        "? ".repeat(many),
        "a:\n".repeat(many),
        (0..200).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "a:\n"),
        format!("group: {}", "x".repeat(1_000_000)),
        format!("group: service\nendpoints: {{{}}}", "a: 1, ".repeat(many)),
        format!("group: service\nendpoints: {{{}}}", (0..many).map(|i| format!("a{i}: {{}}, ")).collect::<String>()),
        format!("group: service\ntypes: {{A: {{doc: {{en: a, zh: b}}, fields: {{a: {{type: {}string, doc: {{en: a, zh: b}}}}}}}}}}", "list<".repeat(many)),
        format!("group: service\n{}", "kwarg: 1\n".repeat(many)),
        "!".repeat(many),
        "\"\\u4e2d".repeat(many),
        "中".repeat(many),
        "a: &a [*a, *a]\n".repeat(100),
        "'".repeat(many),
        "|\n".repeat(many),
        "%TAG ! x\n".repeat(many),
        "\u{feff}".repeat(many),
    ].into_iter().enumerate() {
   let mut s=Sources::new(); s.add("platform.yaml",platform.as_str()); s.add("service.yaml",text);
   let t=std::time::Instant::now();
   let r=load_sources(s).unwrap_err(); let a=t.elapsed(); let l=r.to_string().len();
   eprintln!("{i} n={} load {a:?} render {:?} {l}", r.diagnostics().len(), t.elapsed()-a);
 }}
