/* @saver <picture */
(function(d){
  var h=d.documentElement,t=d.querySelectorAll('picture'),m=d.createElement('button'),l=h.lang<'zh',z=0;
  function show(){
    m.textContent=h.className?(l?'Data saver: on':'省流量：开'):(l?'Data saver: off':'省流量：关');
    m.setAttribute('aria-pressed',!!h.className);
    t.forEach(function(p){
      if(p.b)p.b.remove();
      if(h.className&&!p.className){
        var b=p.b=d.createElement('button');
        b.textContent=(l?'Picture: ':'图：')+p.lastChild.alt+' · '+p.dataset.k+' KB';
        b.onclick=function(){p.className='o';b.remove()};
        p.before(b)
      }
    })
  }
  m.onclick=function(){
    h.className=h.className?'':'s';
    try{localStorage['ren:s']=h.className?1:0}catch(e){}
    show()
  };
  d.querySelector('h1').after(m);
  show()
})(document);
/* @lesson data-p=l */
(function(){
  var p=location.pathname.replace(/index\.html$/,''),i=p.slice(0,-1).lastIndexOf('/')+1,k='ren:'+p.slice(0,i),s={d:{}},h=document.documentElement;
  try{s=JSON.parse(localStorage[k])}catch(e){}
  if(location.hash=='#r'&&s.l==p.slice(i))scrollTo(0,s.y*h.scrollHeight);
  function keep(){
    s.l=p.slice(i);
    s.y=scrollY/h.scrollHeight;
    if(scrollY+innerHeight>h.scrollHeight-300)s.d[s.l]=1;
    try{localStorage[k]=JSON.stringify(s)}catch(e){}
  }
  addEventListener('pagehide',keep);
  addEventListener('visibilitychange',keep);
  keep()
})();
/* @course data-p=c */
(function(d){
  try{
    var s=JSON.parse(localStorage['ren:'+location.pathname.replace(/index\.html$/,'')]),g=d.getElementById('go');
    d.querySelectorAll('main ol a').forEach(function(a){
      var n=a.pathname.split('/').slice(-2)[0]+'/',b=a.firstChild;
      if(s.d[n])b.append(' ✓');
      if(s.l==n){
        var l=d.createElement('a');
        l.className='b';
        l.href=a.href+'#r';
        l.textContent=b.textContent.replace(/^\d+\. | ✓$/g,'');
        g.append(g.dataset.t,l);
        g.hidden=0
      }
    })
  }catch(e){}
})(document);
/* @quiz class=q */
(function(d){
  var S={},K='ren:q',T=d.querySelector('[data-t]').dataset.t.split('|');
  try{S=JSON.parse(localStorage[K])}catch(e){}
  function fold(s){return s.normalize('NFKC').toLowerCase().replace(/\s+/g,'').replace(/[。.,;:!?、…]+$/,'')}
  function num(s){return /^[¥$]?(-?\d+(?:\.\d+)?)(.*)/.exec(fold(s).replace(/,/g,''))}
  function fits(list,s){
    var n=num(s);
    s=fold(s);
    return list.some(function(a){
      if(a==s)return 1;
      if(!n||(n[2]&&list.indexOf('*'+n[2])<0))return 0;
      if(a.map)return +n[1]>=a[0]&&+n[1]<=a[1];
      return (a=num(a))&&+a[1]==n[1]
    })
  }
  d.querySelectorAll('[data-a]').forEach(function(q){
    var c=[].slice.call(q.querySelectorAll('input,select')),a=q.dataset.a,o=d.createElement('p'),u=q.querySelector('[data-s]'),k=q.querySelector('.k'),r=c[0].type=='radio',b=d.createElement('button');
    function given(){return c.map(function(e){return e.name?+e.checked:e.value})}
    function judge(){
      var g=given(),y=a[0]=='['?JSON.parse(a).every(function(l,i){return fits(l,g[i])}):g.join()==a,f;
      o.className=y?'y':'n';
      o.textContent=(y?'✓ ':'✗ ')+T[y?0:1];
      if(!y&&r&&(f=k.querySelector('[data-i="'+g.indexOf(1)+'"]')))o.append(' '+f.lastChild.textContent);
      if(y)k.open=1;
      S[q.id]=g;
      try{localStorage[K]=JSON.stringify(S)}catch(e){}
    }
    o.setAttribute('role','status');
    k.before(o);
    if(r)c.forEach(function(e){e.onchange=judge});
    else{b.textContent=T[2];b.onclick=judge;o.before(b)}
    if(S[q.id]&&S[q.id].length==c.length){
      S[q.id].forEach(function(v,i){if(c[i].name)c[i].checked=v;else c[i].value=v});
      judge()
    }
    if(u)[].slice.call(u.children).sort(function(){return Math.random()-.5}).forEach(function(e){u.append(e)})
  })
})(document);
