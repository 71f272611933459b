//! The command `bge-private`.

fn main() -> std::process::ExitCode {
    bge_private_cli::main()
}
