use bge_private_sdk::{Delivery, Error};

fn may_pay_again(error: &Error) -> bool {
    match error.delivery() {
        Delivery::NotSent | Delivery::Rejected => true,
        Delivery::Unknown => false,
    }
}

fn main() {}
