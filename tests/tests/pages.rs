//! All pages of lists over HTTP, against the mock platform: each form of paging, and every call of the spec that has pages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use bge_private_sdk::abundance::FunctionCatalog;
use bge_private_sdk::describe::{Call, PLATFORM, Untyped};
use bge_private_sdk::mock::{self, Example, MockPlatform};
use bge_private_sdk::survey::SurveySort;
use bge_private_sdk::{Error, Reply};

const TAXA: [&str; 3] = ["txid1304", "txid28037", "txid1303"];
const SURVEYS: [i64; 3] = [303, 302, 301];
const FUNCTIONS: [&str; 3] = ["GO:0000001", "GO:0000002", "GO:0000003"];

/// Returns what the calls of an endpoint sent for a parameter.
fn sent(mock: &MockPlatform, endpoint: &str, name: &str) -> Vec<Option<String>> {
    let calls = mock.received().into_iter();
    let calls = calls.filter(|call| call.endpoint() == Some(endpoint));
    calls
        .map(|call| call.field(name).map(str::to_owned))
        .collect()
}

fn numbers(numbers: &[i64]) -> Vec<Option<String>> {
    let numbers = numbers.iter();
    numbers.map(|number| Some(number.to_string())).collect()
}

#[tokio::test]
async fn items_of_all_pages_arrive() {
    let mock = MockPlatform::start().await.unwrap();
    let client = mock.client();
    // The answer is the list, and the envelope has the counts.
    let taxa = client.get_taxon_abundance("E-S10000000066").limit(2);
    let mut pages = taxa.clone().pages();
    let first = pages.try_next().await.unwrap().unwrap();
    let place = first.pagination.unwrap();
    let counts = (place.page, place.count, place.total);
    assert_eq!(counts, (Some(1), Some(2), Some(3)));
    assert_eq!(pages.next_request().unwrap().page, Some(2));
    let taxa = taxa.items().try_collect().await.unwrap();
    let ids = taxa.iter().map(|taxon| taxon.taxonomy.taxon_id.as_str());
    assert_eq!(ids.collect::<Vec<_>>(), TAXA);
    let asked = sent(&mock, "get_taxon_abundance", "page");
    assert_eq!(asked, numbers(&[1, 1, 2]));
    // The answer has the counts.
    let sort = SurveySort::SurveyIdDescending;
    let mut surveys = client.get_surveys().sort(sort).limit(2).items();
    let mut ids = Vec::new();
    while let Some(survey) = surveys.try_next().await.unwrap() {
        ids.push(survey.survey_id);
    }
    assert_eq!(ids, SURVEYS);
    let asked = sent(&mock, "get_surveys", "page");
    assert_eq!(asked, [None, Some("2".to_owned())]);
    // Pages have cursors.
    let catalog = FunctionCatalog::Go;
    let functions = client.get_func_abundance("E-F10000000025", catalog);
    let functions = functions.limit(2).items().try_collect().await.unwrap();
    let ids = functions.iter().map(|function| function.coding.id.as_str());
    assert_eq!(ids.collect::<Vec<_>>(), FUNCTIONS);
    let cursors = sent(&mock, "get_func_abundance", "next_page");
    assert!(matches!(&cursors[..], [None, Some(_)]), "{cursors:?}");
}

#[test]
fn items_of_all_pages_arrive_without_async() {
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    let taxa = client
        .get_taxon_abundance("E-S10000000066")
        .limit(2)
        .items();
    let ids = taxa.map(|taxon| Ok(taxon?.taxonomy.taxon_id));
    assert_eq!(ids.collect::<Result<Vec<_>, Error>>().unwrap(), TAXA);
    let asked = sent(&mock, "get_taxon_abundance", "page");
    assert_eq!(asked, numbers(&[1, 2]));
    let sort = SurveySort::SurveyIdDescending;
    let pages = client.get_surveys().sort(sort).limit(2).pages();
    let ids = pages.map(|page| {
        let page = page?;
        let total = page.pagination.and_then(|place| place.total);
        assert_eq!(total, Some(3));
        let surveys = page.response.result.into_iter();
        Ok(surveys.map(|survey| survey.survey_id).collect())
    });
    let ids: Vec<Vec<i64>> = ids.collect::<Result<_, Error>>().unwrap();
    assert_eq!(ids.concat(), SURVEYS);
    let catalog = FunctionCatalog::Go;
    let functions = client.get_func_abundance("E-F10000000025", catalog);
    let ids = functions.limit(2).items();
    let ids = ids.map(|function| Ok(function?.coding.id));
    assert_eq!(ids.collect::<Result<Vec<_>, Error>>().unwrap(), FUNCTIONS);
}

/// Returns the first example of a call, and the number of its items.
fn first_page(call: &'static Call) -> (&'static Example, usize) {
    let paging = call.endpoint.paging.as_ref().unwrap();
    let example = mock::examples().find(|example| example.endpoint() == call.endpoint.name);
    let example = example.unwrap();
    let data: serde_json::Value = serde_json::from_str(example.response().unwrap()).unwrap();
    let items = paging.items.iter().fold(&data, |data, step| &data[*step]);
    (example, items.as_array().unwrap().len())
}

#[tokio::test]
async fn every_call_with_pages_has_more_than_one() {
    let mock = MockPlatform::start().await.unwrap();
    let client = mock.client();
    let calls = PLATFORM.groups.iter().flat_map(|group| group.calls);
    let mut forms = BTreeMap::new();
    for call in calls.filter(|call| call.endpoint.paging.is_some()) {
        let (example, length) = first_page(call);
        let mut request = Untyped::new(call);
        for (name, value) in example.fields() {
            request = request.field(*name, *value);
        }
        let items = client.call(request.clone()).items();
        let items = items.try_collect().await.unwrap();
        let name = call.endpoint.name;
        assert!(items.len() > length, "{name}: {} items", items.len());
        let pages = client.call(request).pages().try_collect().await.unwrap();
        assert!(pages.len() > 1, "{name}");
        for page in &pages {
            call.check(page).unwrap();
        }
        let paging = call.endpoint.paging.as_ref().unwrap();
        *forms.entry(paging.next.is_some()).or_insert(0) += 1;
    }
    assert_eq!(forms.len(), 2, "numbers and cursors: {forms:?}");
}

/// A call without pages has one, which is its answer.
#[tokio::test]
async fn a_call_without_pages_has_one() {
    let mock = MockPlatform::start().await.unwrap();
    let client = mock.client();
    let call = PLATFORM.call_at("/service/oss/sign_url").unwrap();
    let request = Untyped::new(call).field("object_name", "a");
    let [answer] = &client
        .call(request.clone())
        .items()
        .try_collect()
        .await
        .unwrap()[..]
    else {
        panic!("one answer");
    };
    let Reply::Json(expected) = client.call(request).await.unwrap() else {
        panic!("JSON");
    };
    assert_eq!(answer, &expected);
}
