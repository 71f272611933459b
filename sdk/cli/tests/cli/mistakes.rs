//! Errors of wrong command lines: one line, with a suggestion.

use bge_private_cli::examples;

use super::command::{bge, nowhere};

#[track_caller]
fn told(arguments: &[&str], code: i32, expected: &str) {
    let ran = bge(arguments.iter().copied())
        .credentials()
        .run()
        .failed(code);
    assert_eq!(ran.stderr, expected, "{arguments:?}");
}

#[test]
fn a_wrong_value_of_an_enum() {
    told(
        &["sign-url", "--object-name", "a", "--region", "domestik"],
        3,
        "error: `--region` must be one of `domestic`, `international`, got `domestik`\n\
         hint: did you mean `domestic`?\n",
    );
    told(
        &["sign-url", "--object-name", "a", "--region", "mars"],
        3,
        "error: `--region` must be one of `domestic`, `international`, got `mars`\n",
    );
    told(
        &[
            "sign-url",
            "--object-name",
            "a",
            "--region",
            "domestik",
            "--lang",
            "zh",
        ],
        3,
        "错误: `--region` 应为 `domestic`、`international` 之一，而不是 `domestik`\n\
         提示: 是否想输入 `domestic`？\n",
    );
}

#[test]
fn values_that_break_a_bound_or_a_form() {
    let with =
        |flag: &'static str, value: &'static str| ["sign-url", "--object-name", "a", flag, value];
    told(
        &with("--expiration-time", "0"),
        3,
        "error: `--expiration-time` must be at least 1, got 0\n",
    );
    told(
        &with("--expiration-time", "1h"),
        3,
        "error: `--expiration-time` must be a whole number of seconds, got `1h`\n",
    );
    told(
        &[
            "sign-url",
            "--object-name",
            "a",
            "--expiration-time",
            "0",
            "--lang=zh",
        ],
        3,
        "错误: `--expiration-time` 应为：整数秒，不小于 1\n",
    );
    told(
        &["shorturls", "--url", "/doc"],
        3,
        "error: `--url` must be an absolute URL: relative URL without a base\n",
    );
    told(
        &["image-upload", "--image", "a.png", "--allow-exif=yes"],
        3,
        "error: `--image` cannot be read: a.png: No such file or directory (os error 2)\n",
    );
    told(
        &[
            "gateway-invoke",
            "--service",
            "s",
            "--api",
            "/a",
            "--data",
            "{user_id: 1}",
        ],
        3,
        "error: `--data` must be JSON: it is not well-formed JSON, at line 1 column 2\n",
    );
}

#[test]
fn sets_of_further_parameters() {
    let sms = ["sms", "--mobiles", "17600000000", "--template"];
    let with = |more: &[&'static str]| [&sms[..], more].concat();
    told(
        &with(&["pay_code"]),
        3,
        "error: `pay_code` needs `--field pay_code@FILE`\n",
    );
    told(
        &with(&["pay_code", "--field", "pay_code=4711"]),
        3,
        "error: `--field pay_code` is secret, so its value must not be on the command line, where other users can see it\n\
         hint: pass `--field pay_code@FILE`, or `--field pay_code@-` for standard input\n",
    );
    told(
        &with(&["pay_code", "--field", "paycode=4711"]),
        3,
        "error: `pay_code` has no parameter `paycode`\nhint: did you mean `pay_code`?\n",
    );
    told(
        &with(&["pay_code", "--field", "4711"]),
        2,
        "error: `--field` must be NAME=VALUE or NAME@FILE, got `4711`\n",
    );
    told(
        &with(&["any_other", "--field", "sign=4711"]),
        3,
        "error: sms: argument `sign` is set by the signature\n",
    );
    told(
        &["sms", "--mobiles", "1,,2", "--template", "other"],
        3,
        "error: `--mobiles` has an empty item\n",
    );
}

#[test]
fn flags_and_commands_that_do_not_exist() {
    told(
        &["sign-url", "--object-name", "a", "--regoin", "domestic"],
        2,
        "error: `bge-private sign-url` has no flag `--regoin`\n\
         hint: did you mean `--region`?\n\
         hint: see `bge-private sign-url --help`\n",
    );
    told(
        &["sgn-url"],
        2,
        "error: there is no command `sgn-url`\n\
         hint: did you mean `sign-url`?\n\
         hint: see `bge-private --help`\n",
    );
    told(
        &["sign-url", "a"],
        2,
        "error: `bge-private sign-url` has no argument `a`\n\
         hint: parameters are passed as flags, such as `--name value`\n\
         hint: see `bge-private sign-url --help`\n",
    );
    told(
        &["sign-url"],
        2,
        "error: `--object-name <TEXT>` is missing\n\
         hint: see `bge-private sign-url --help`\n",
    );
    told(
        &["sign-url", "--lang", "zh"],
        2,
        "错误: 缺少 `--object-name <文本>`\n提示: `bge-private sign-url --help` 显示用法\n",
    );
}

#[test]
fn options_of_our_own() {
    told(
        &["sts-token", "--output", "jsn"],
        2,
        "error: `--output` must be one of `text`, `json`, `yaml`, got `jsn`\n\
         hint: did you mean `json`?\n\
         hint: see `bge-private sts-token --help`\n",
    );
    told(
        &["sts-token", "--timeout", "0"],
        2,
        "error: `--timeout` must be a whole number of seconds, at least 1, got `0`\n\
         hint: see `bge-private sts-token --help`\n",
    );
    told(
        &["sts-token", "--retries", "-1", "--lang", "zh"],
        2,
        "错误: `--retries` 应为不小于 0 的整数，而不是 `-1`\n\
         提示: `bge-private sts-token --help` 显示用法\n",
    );
    told(
        &["mock", "--port", "65536"],
        2,
        "error: `--port` must be a whole number from 0 to 65535, got `65536`\n\
         hint: see `bge-private mock --help`\n",
    );
    told(
        &["--profile", "x", "sts-token"],
        2,
        "error: `bge-private` has no flag `--profile`\n\
         hint: it must follow the command: `bge-private sts-token --profile …`\n\
         hint: see `bge-private --help`\n",
    );
    told(
        &["signurl"],
        2,
        "error: there is no command `signurl`\n\
         hint: did you mean `sign-url`?\n\
         hint: see `bge-private --help`\n",
    );
    told(
        &[
            "sts-token",
            "--environment",
            "preview",
            "--base-url",
            "http://a.example",
        ],
        2,
        "error: `--environment` and `--base-url` exclude each other\n\
         hint: see `bge-private sts-token --help`\n",
    );
    told(
        &["sts-token", "--output"],
        2,
        "error: `--output` needs a value\n\
         hint: see `bge-private sts-token --help`\n",
    );
    told(
        &["sign-url", "--object-name", "--dry-run"],
        2,
        "error: `--object-name` needs a value\n\
         hint: see `bge-private sign-url --help`\n",
    );
    told(
        &["sts-token", "--app-secret", "hunter2"],
        2,
        "error: `bge-private sts-token` has no flag `--app-secret`\n\
         hint: credentials come from the environment, a profile or a prompt, never from a flag\n\
         hint: see `bge-private sts-token --help`\n",
    );
}

#[test]
fn only_one_flag_reads_standard_input() {
    let arguments = [
        "gateway-invoke",
        "--service",
        "s",
        "--api",
        "/a",
        "--params",
        "-",
        "--data",
        "-",
    ];
    let ran = bge(arguments).input("{}").run().failed(2);
    assert_eq!(
        ran.stderr,
        "error: `--params` and `--data` cannot both read standard input\n"
    );
}

#[test]
fn colours_are_for_those_who_want_them() {
    let ran = bge(["sgn-url"]).env("CLICOLOR_FORCE", "1").run();
    assert!(ran.stderr.starts_with("\u{1b}["), "{ran:?}");
    let ran = bge(["sgn-url"]).env("NO_COLOR", "1").run();
    assert!(!ran.stderr.contains('\u{1b}'), "{ran:?}");
}

#[test]
fn no_value_of_any_flag_makes_it_panic() {
    let url = nowhere();
    let long = "长".repeat(10_000);
    let values = [
        "",
        "-",
        "--",
        "@",
        "@.",
        "=",
        "\u{1b}[31m\n",
        "{",
        "[[",
        "null",
        "-1",
        "1e999",
        "99999999999999999999",
        &long,
    ];
    let mut count = 0;
    for example in examples() {
        for (index, flag) in example.arguments.iter().enumerate() {
            let is_flag = flag.starts_with("--") && !flag.contains('=');
            for value in values.iter().filter(|_| is_flag) {
                let mut arguments = example.arguments.clone();
                match arguments.get(index + 1) {
                    Some(next) if !next.starts_with("--") => {
                        (*value).clone_into(&mut arguments[index + 1])
                    }
                    _ => arguments[index] = format!("{flag}={value}"),
                }
                arguments.extend(["--retries".to_owned(), "0".to_owned()]);
                let mut command = bge(arguments).calling(&url);
                for (name, content) in &example.files {
                    command = command.file(name, content);
                }
                let ran = command.run();
                assert!([2, 3, 5].contains(&ran.code), "{flag} {value}: {ran:?}");
                let lines = ran.stderr.lines();
                assert!(
                    lines
                        .clone()
                        .all(|line| line.starts_with("error: ") || line.starts_with("hint: ")),
                    "{ran:?}"
                );
                assert!(!ran.stderr.contains('\u{1b}'), "{ran:?}");
                count += 1;
            }
        }
    }
    assert!(count >= 100, "{count}");
}
