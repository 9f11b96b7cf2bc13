// Inside WeChat, and only in schools with a signer: shared pages become cards that say what the
// page says of itself. Whatever fails, the reader never notices: then WeChat shows a plain link.
function said(name) { return (d.querySelector('[itemprop=' + name + ']') || {}).content || '' }
if (said('name') && /MicroMessenger/.test(navigator.userAgent)) {
  var sdk = make('script');
  sdk.src = SDK_URL;
  sdk.onload = function () {
    fetch(SIGNER_URL + encodeURIComponent(location.href.split('#')[0])).then(function (answer) {
      return answer.json()
    }).then(function (signed) {
      var calls = ['updateAppMessageShareData', 'updateTimelineShareData'];
      var card = {title: said('name'), desc: said('description'), imgUrl: said('image')};
      card.link = location.origin + p;
      wx.ready(function () { calls.forEach(function (call) { if (wx[call]) wx[call](card) }) });
      wx.error(function () {});
      wx.config({
        appId: signed.appId, timestamp: signed.timestamp, nonceStr: signed.nonceStr,
        signature: signed.signature, jsApiList: calls
      })
    }).catch(function () {})
  };
  d.head.append(sdk)
}
