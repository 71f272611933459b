//! The command line of the BGE private platform.

fn main() -> std::process::ExitCode {
    bge_private_cli::main()
}
