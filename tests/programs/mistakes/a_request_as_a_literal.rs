use bge_private_sdk::service::SignUrl;

fn request() -> SignUrl {
    SignUrl { object_name: "a.tsv".into(), region: None, expiration_time: None }
}

fn main() {}
