/// Makes a call of each kind.
async fn every_kind(platform: &MockPlatform) -> Result<(), Box<dyn std::error::Error>> {
    use bge_private_sdk::kinds::{FoundBy, PersonOf, Purpose, Shaped};
    use bge_private_sdk::time::Date;

    let client = platform.client();
    let sent = |name: &str| {
        let received = platform.received().pop().unwrap();
        let mut fields = received.fields().iter();
        fields.find(|(field, _)| field == name).map(|(_, value)| value.to_string())
    };

    let pages = client.numbered().limit(2).items().try_collect().await?;
    assert_eq!(pages, ["a", "b", "c"]);
    assert_eq!(client.enveloped().items().try_collect().await?, pages);
    assert_eq!(client.by_cursor().items().try_collect().await?, pages);

    let day = Date::from_ordinal_date(2021, 250)?;
    let times = client.times(day).await?;
    assert_eq!((times.day, times.stamp.unix_timestamp()), (day, 1_631_006_451));
    assert_eq!(times.local, times.offset);

    client.exactly_one(FoundBy::Numbers(vec![1, 2])).await?;
    assert_eq!((sent("nos").as_deref(), sent("name")), (Some("1,2"), None));
    client.exactly_one(FoundBy::Name("b".into())).await?;
    assert_eq!((sent("name").as_deref(), sent("nos")), (Some("b"), None));
    client.at_most_one().of(PersonOf::Token("hidden-token".into())).await?;
    assert_eq!(sent("token").as_deref(), Some("hidden-token"));
    let call = client.at_most_one().of(PersonOf::Token("hidden-token".into()));
    assert!(!format!("{:?}", call.request()).contains("hidden-token"));

    let open = client.get_open().await?;
    assert_eq!((open.name.as_str(), open.rest["colour"].as_str()), ("a", "\"red\""));
    assert_eq!(client.start_task().await?.wait(&client).await?.state, "DONE");
    assert_eq!(client.ask_task("t-2").await?.state, "RUNNING");
    client.open_call().extra("depth", 46.5).await?;
    assert_eq!(sent("depth").as_deref(), Some("46.5"));
    assert!(matches!(client.get_shaped().await?, Shaped::Number(number) if number == 1.5));
    assert_eq!(client.looked_up("a").await?, "by name");
    assert_eq!(client.also_looked_up("a").await?, "by name");
    assert_eq!(client.looked_up_by_ids(["x"]).await?, "by ids");

    let refused = client.dependent(Purpose::Login).user("u-1").await.unwrap_err();
    assert_eq!(refused.argument_name(), Some("user"));
    client.dependent(Purpose::Update).user("u-1").await?;
    assert_eq!(sent("note").as_deref(), Some("none"));
    client.body(2).await?;
    assert_eq!(sent("number").as_deref(), Some("2"));
    let mut download = client.file().await?;
    let mut content = Vec::new();
    while let Some(chunk) = download.chunk().await? {
        content.extend(chunk);
    }
    assert_eq!(content, b"content");
    assert_eq!(client.club().join("a").await?.number, 7);
    Ok(())
}
