//! Runs the command in its own environment, and provides servers for it to call.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use bge_private_sdk::mock::{MockPlatform, ReceivedCall};

pub const KEY: &str = "cli-key-0123456789";
pub const SECRET: &str = "cli-secret-0123456789";

/// A command that runs in an empty folder, without the user's environment.
pub struct Bge {
    pub command: Command,
    pub folder: PathBuf,
    input: Option<String>,
}

/// The result of a command.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.code, 0, "{self:#?}");
        self
    }

    #[track_caller]
    pub fn failed(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        assert_eq!(self.stdout, "", "standard output is for results");
        assert!(
            self.stderr.starts_with("error: ") || self.stderr.starts_with("错误: "),
            "{self:#?}"
        );
        self
    }

    /// Asserts that neither output stream contains this text.
    #[track_caller]
    pub fn hides(self, secret: &str) -> Self {
        assert!(
            !self.stdout.contains(secret) && !self.stderr.contains(secret),
            "{self:#?}"
        );
        self
    }
}

/// Returns an empty folder.
fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{number}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Returns the command with the arguments of this line, and without credentials.
pub fn bge(line: impl AsRef<str>) -> Bge {
    bge_with(line.as_ref().split_whitespace())
}

/// Returns the command with these arguments, and without credentials.
pub fn bge_with<S: AsRef<str>>(arguments: impl IntoIterator<Item = S>) -> Bge {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bge-private"));
    command.args(arguments.into_iter().map(|text| text.as_ref().to_owned()));
    isolated(command)
}

/// Returns the command with the arguments of a line that a shell reads, and with further ones.
pub fn bge_in_shell(line: &str, more: &[&str]) -> Bge {
    let mut command = Command::new("sh");
    let line = format!("\"$0\" {line} \"$@\"");
    let program = env!("CARGO_BIN_EXE_bge-private");
    command.args(["-c", &line, program]).args(more);
    isolated(command)
}

/// Returns a command that runs in an empty folder, without the user's environment.
fn isolated(mut command: Command) -> Bge {
    let folder = folder();
    command
        .env_clear()
        .env("HOME", &folder)
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .current_dir(&folder);
    Bge {
        command,
        folder,
        input: None,
    }
}

impl Bge {
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn credentials(self) -> Self {
        self.env("BGE_PRIVATE_APP_KEY", KEY)
            .env("BGE_PRIVATE_APP_SECRET", SECRET)
    }

    /// Sets the credentials and the base URL.
    pub fn calling(self, url: &str) -> Self {
        self.credentials().env("BGE_PRIVATE_BASE_URL", url)
    }

    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.folder.join(name), content).unwrap();
        self
    }

    pub fn input(mut self, input: &str) -> Self {
        self.input = Some(input.to_owned());
        self
    }

    pub fn run(self) -> Ran {
        Self::ended(self.spawn())
    }

    /// Runs the command, and presses Ctrl-C when this function returns.
    #[cfg(unix)]
    pub fn interrupted_after(self, wait: impl FnOnce()) -> Ran {
        self.signalled_after("INT", wait)
    }

    /// Runs the command, and sends it a signal when this function returns.
    #[cfg(unix)]
    pub fn signalled_after(self, signal: &str, wait: impl FnOnce()) -> Ran {
        let child = self.spawn();
        wait();
        send(signal, &child);
        Self::ended(child)
    }

    fn spawn(mut self) -> Child {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // An error means that the command ended without reading its input.
        let _ = stdin.write_all(self.input.unwrap_or_default().as_bytes());
        child
    }

    fn ended(child: Child) -> Ran {
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Presses Ctrl-C.
#[cfg(unix)]
pub fn interrupt(child: &Child) {
    send("INT", child);
}

#[cfg(unix)]
fn send(signal: &str, child: &Child) {
    let arguments = [format!("-{signal}"), child.id().to_string()];
    let status = Command::new("kill").args(arguments).status().unwrap();
    assert!(status.success());
}

/// A mock platform with the credentials of the tests.
pub struct Mock {
    pub platform: MockPlatform,
    received: Arc<Mutex<Vec<ReceivedCall>>>,
}

impl Mock {
    pub fn start() -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        let builder = MockPlatform::builder()
            .app_key(KEY)
            .app_secret(SECRET)
            .on_call(move |call| log.lock().unwrap().push(call.clone()));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let platform = runtime.block_on(builder.start()).unwrap();
        Self { platform, received }
    }

    pub fn url(&self) -> String {
        self.platform.url()
    }

    /// Returns the calls since the last time.
    pub fn received(&self) -> Vec<ReceivedCall> {
        std::mem::take(&mut self.received.lock().unwrap())
    }
}

/// Starts a server that sends this HTTP answer to each request. Returns its URL. An empty answer closes the
/// connection.
pub fn server(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            read_request(&mut stream);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    url
}

/// Reads a whole request. An error means that the client ended.
pub fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut byte = [0; 4096];
    let is_whole = |request: &[u8]| {
        let text = String::from_utf8_lossy(request).to_ascii_lowercase();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let (_, rest) = head.split_once("content-length: ")?;
        let length: usize = rest.lines().next()?.parse().ok()?;
        (body.len() >= length).then_some(())
    };
    while is_whole(&request).is_none() {
        match stream.read(&mut byte) {
            Ok(0) | Err(_) => break,
            Ok(length) => request.extend_from_slice(&byte[..length]),
        }
    }
    String::from_utf8_lossy(&request).into_owned()
}

/// Returns a URL at which no server listens.
pub fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Returns an HTTP answer with a JSON body.
pub fn answer(status: &str, body: &str) -> &'static str {
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    Box::leak(answer.into_boxed_str())
}
