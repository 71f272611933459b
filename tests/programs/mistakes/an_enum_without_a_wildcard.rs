use bge_private_sdk::service::Region;

fn name(region: &Region) -> &'static str {
    match region {
        Region::Domestic => "here",
        Region::International => "elsewhere",
        Region::Other(_) => "unknown",
    }
}

fn main() {}
