//! The local kintone as a server.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use tokio::net::TcpListener;
use www::{Clock, Kintone, router};

/// A local kintone: `http://localhost:PORT/`.
#[derive(Parser)]
#[command(name = "www", version)]
struct Arguments {
    /// The port on localhost; 0 picks a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// A snapshot to start from, and to write when the server ends.
    #[arg(long)]
    state: Option<PathBuf>,
    /// Fill the city up to so many apps, with records, for load.
    #[arg(long, value_name = "APPS")]
    seed: Option<u64>,
    /// The course of the contract: statistics answer on the Wide course only.
    #[arg(long, value_enum, default_value_t = Course::Standard)]
    course: Course,
    /// Say nothing but the READY line.
    #[arg(long)]
    quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Course {
    Standard,
    Wide,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(&Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: &Arguments) -> Result<Kintone, String> {
    match arguments.state.as_ref().filter(|file| file.exists()) {
        None => {
            let kintone = Kintone::midori()?;
            if let Some(apps) = arguments.seed {
                kintone.scale(apps);
            }
            Ok(kintone)
        }
        Some(file) => {
            let text =
                std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
            Kintone::from_snapshot(&text, Clock::system())
                .map_err(|error| format!("{} is not a snapshot of a local kintone: {error}", file.display()))
        }
    }
}

/// Both addresses of `localhost`: browsers try either first. A machine without IPv6 does with one.
async fn listen(port: u16) -> Result<(TcpListener, Option<TcpListener>), String> {
    let busy = |error: std::io::Error| {
        format!("port {port} of localhost cannot be used ({error}); choose another with --port, or 0 for a free one")
    };
    // With port 0 the port that is free for one address may be taken for the other: try a few.
    let mut attempts = if port == 0 { 8 } else { 1 };
    loop {
        attempts -= 1;
        let four = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(busy)?;
        let chosen = four.local_addr().map_err(busy)?.port();
        match TcpListener::bind((Ipv6Addr::LOCALHOST, chosen)).await {
            Ok(six) => return Ok((four, Some(six))),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                if attempts == 0 {
                    return Err(busy(error));
                }
            }
            Err(_) => return Ok((four, None)),
        }
    }
}

async fn serve(arguments: &Arguments) -> Result<(), String> {
    let kintone = start(arguments)?;
    kintone.deploy_takes(Duration::from_millis(300));
    kintone.rights_take(Duration::from_millis(2));
    kintone.wide(arguments.course == Course::Wide);
    let (four, six) = listen(arguments.port).await?;
    let port = four.local_addr().map_err(|error| error.to_string())?.port();
    println!("READY http://localhost:{port}/");
    if !arguments.quiet {
        eprintln!("everybody's password: midori2026; Ctrl+C ends the server");
    }
    if let Some(six) = six {
        let app = router(kintone.clone());
        tokio::spawn(async move { axum::serve(six, app).await });
    }
    let app = router(kintone.clone());
    tokio::select! {
        result = axum::serve(four, app) => result.map_err(|error| error.to_string())?,
        () = end() => {}
    }
    if let Some(file) = &arguments.state {
        kintone.save(file).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    }
    Ok(())
}

/// Ctrl+C, or the signal by which a supervisor ends a process.
async fn end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without signals the server runs until it is killed.
    let _ = tokio::signal::ctrl_c().await;
}
