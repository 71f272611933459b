//! A static site that needs no server and nothing from elsewhere: a page for each group and language, in HTML that is
//! well-formed XML, too.

mod content;
mod frame;
mod writer;

use super::language::Language;
use super::model::Site;
use bge_private_codegen::GeneratedFile;
use writer::Html;

const STYLE: &str = include_str!("../assets/site.css");
const SCRIPT: &str = include_str!("../assets/site.js");

/// The style sheet and the script of all pages.
pub(super) fn assets() -> Vec<GeneratedFile> {
    let file = |name: &str, content: &str| GeneratedFile {
        name: format!("assets/{name}"),
        content: content.to_owned(),
    };
    vec![file("site.css", STYLE), file("site.js", SCRIPT)]
}

/// The page from which a language is chosen.
pub(super) fn entrance(english: &Site, chinese: &Site) -> GeneratedFile {
    let title = format!("{} · {}", english.title, chinese.title);
    let mut out = Html::default();
    out.head(Language::English, &title, "");
    out.raw("<body class=\"entrance\"><main>");
    out.element("h1", &[], |out| out.text(&title));
    for site in [english, chinese] {
        let language = site.language;
        let address = format!("{}/index.html", language.code());
        out.raw("<p>");
        out.element(
            "a",
            &[
                ("href", &address),
                ("lang", language.tag()),
                ("hreflang", language.tag()),
            ],
            |out| {
                out.text(language.name());
            },
        );
        out.raw("</p>");
    }
    out.raw("</main></body></html>\n");
    GeneratedFile {
        name: "index.html".to_owned(),
        content: out.0,
    }
}

/// The pages of one language.
pub(super) fn files(site: &Site) -> Vec<GeneratedFile> {
    let folder = site.language.code();
    let overview = GeneratedFile {
        name: format!("{folder}/index.html"),
        content: page(site, "index", &site.title, |out| out.overview(site)),
    };
    let groups = site.groups.iter().map(|group| GeneratedFile {
        name: format!("{folder}/{}.html", group.page),
        content: page(site, &group.page, &group.title, |out| {
            out.element("h1", &[], |out| out.text(&group.title));
            for endpoint in &group.endpoints {
                out.endpoint(site.language, endpoint);
            }
        }),
    });
    std::iter::once(overview).chain(groups).collect()
}

/// A page with what surrounds its content.
fn page(site: &Site, name: &str, title: &str, content: impl FnOnce(&mut Html)) -> String {
    let language = site.language;
    let other = language.other();
    let mut out = Html::default();
    let full = if title == site.title {
        title.to_owned()
    } else {
        format!("{title} · {}", site.title)
    };
    out.head(language, &full, "../");
    out.raw("<body><a class=\"skip\" href=\"#site-content\">");
    out.text(language.pick("Skip to the content", "跳到正文"));
    out.raw("</a><header class=\"bar\">");
    out.raw("<button type=\"button\" class=\"icon menu\" id=\"site-menu\" aria-expanded=\"false\" aria-controls=\"site-nav\"");
    out.attribute("aria-label", language.pick("Menu", "目录"));
    out.raw(">☰</button>");
    out.element("a", &[("class", "home"), ("href", "index.html")], |out| {
        out.text(&site.title)
    });
    out.search(language);
    let address = format!("../{}/{name}.html", other.code());
    let attributes = [
        ("class", "language"),
        ("id", "site-language"),
        ("href", &address),
        ("lang", other.tag()),
        ("hreflang", other.tag()),
    ];
    out.element("a", &attributes, |out| out.text(other.name()));
    out.raw("<button type=\"button\" class=\"icon\" id=\"site-theme\" hidden=\"hidden\"");
    out.attribute("aria-label", language.pick("Light or dark", "浅色或深色"));
    out.raw(">◐</button></header><div class=\"columns\">");
    out.navigation(site, name);
    out.raw("<main id=\"site-content\" tabindex=\"-1\">");
    content(&mut out);
    out.raw("</main></div></body></html>\n");
    out.0
}
