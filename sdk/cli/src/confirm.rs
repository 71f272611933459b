//! Asks before a call that moves money or sends messages.

use bge_private_sdk::describe::{Call, is_loopback, url_of};
use bge_private_sdk::{Client, Request};
use clap::ArgMatches;

use crate::failure::{Exit, Result, is_interactive};
use crate::flags::first_sentence;
use crate::language::{choose, local, say};
use crate::prompt;

/// Asks the user whether to make a call, if it needs a confirmation. A platform on this machine is a mock.
pub(crate) async fn ask<R: Request>(
    call: Option<&Call>,
    client: &Client,
    request: &R,
    matches: &ArgMatches,
) -> Result<()> {
    let url = url_of(client, request);
    let Some(call) = call.filter(|call| call.confirm && !is_loopback(&url)) else {
        return Ok(());
    };
    if matches.get_flag("yes") {
        return Ok(());
    }
    if !is_interactive() {
        let message = choose(
            "the call moves money or sends messages, and needs a confirmation; nothing was sent",
            "此调用涉及资金或发送消息，需要确认；没有发送",
        );
        let hint = choose("`--yes` confirms it", "`--yes` 表示确认");
        return Err(Exit::Usage.failure(message).hint(hint));
    }
    let what = first_sentence(local(&call.text));
    if prompt::is_yes(&say!("{what}: {url}", "{what}：{url}")).await? {
        return Ok(());
    }
    Err(Exit::Usage.failure(choose(
        "not confirmed; nothing was sent",
        "没有确认；没有发送",
    )))
}
