//! x
fn main(){ let t=std::time::Instant::now(); match bge_private_codegen::load(std::path::Path::new(&std::env::args().nth(1).unwrap())) { Ok(c)=>println!("ok {}",c.spec().groups.len()), Err(r)=>println!("{r}")}; eprintln!("{:?}",t.elapsed()); }
