"""The platform's Python client calls the mock platform and is understood."""

import json
import os
import time

import pytest
from private_sdk import PrivateAPI
from private_sdk.error import APIError

from conftest import KEY, SECRET

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def of_the_page(client):
    """The eight calls of `service.md` with the page's own arguments, and what each gives."""
    return {
        "gateway_invoke": lambda: client.gateway_invoke(
            service="metagenomes", api="/api/get_user", data=json.dumps({"user_id": "xxxxxxxxxxx"})),
        "image_upload": lambda: client.image_upload(image_path=PNG, allow_exif=True),
        "sms": lambda: client.sms(
            template="research_download_notice", mobiles="17600000001", org_name="测试短信",
            project_name="科研调查", applied_date="2019-06-01 11:20", expiry_date="2019-06-11 11:20"),
        "sts_token": lambda: client.sts_token(),
        "sign_url": lambda: client.sign_url(
            object_name="ods/a b+c~d%e*f.tsv", region="domestic", expiration_time=3600),
        "shorturls": lambda: client.shorturls("https://api.private.omgut.com/doc"),
        "bgicoin_withdraw": lambda: client.bgicoin_withdraw(
            account_name="labteam", amount=0.01, order_type=4, order_id="436666542"),
        "wechat_token": lambda: client.wechat_token(app_id="demo", action="get"),
    }


NAMES = sorted(of_the_page(None))


def client_of(url, secret=SECRET):
    return PrivateAPI(KEY, secret, endpoint=url, max_retries=0, timeout=10)


@pytest.fixture(params=["UTC", "Asia/Shanghai"])
def time_zone(request, monkeypatch):
    """The client stamps local time as UTC, so it works on UTC, or ahead of it."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    os.environ["TZ"] = "UTC"
    time.tzset()


@pytest.mark.parametrize("name", NAMES)
def test_is_understood(mock_platform, calls, time_zone, name):
    answer = of_the_page(client_of(mock_platform))[name]()
    expected = calls[name].answer()["data"]
    if expected is None:
        assert answer is None
    else:
        assert answer.json() == expected


@pytest.mark.parametrize("name", NAMES)
def test_is_refused_with_a_wrong_secret(mock_platform, name):
    with pytest.raises(APIError) as refused:
        of_the_page(client_of(mock_platform, secret="another-secret"))[name]()
    assert "signature" in refused.value.msg


def test_is_refused_behind_utc(mock_platform, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        with pytest.raises(APIError) as refused:
            client_of(mock_platform).sts_token()
        assert "timestamp" in refused.value.msg
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()
